import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Panel } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useNames } from '@/work/office'
import { dayOf, sayDay } from '@/work/time'
import { AppointForm, EndForm, PostForm } from './post-forms'

type Post = Noun['Post']
type Holder = Noun['Holder']
type Act = { what: 'post'; post?: Post } | { what: 'appoint'; post: Post } | { what: 'end'; holder: Holder }

/** The posts of a unit and who held, holds and will hold them. */
export function Posts({ unit, units, mayEdit }: { unit: Noun['Unit']; units: Noun['Unit'][]; mayEdit: boolean }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const posts = useQuery({ queryKey: keys.posts(), queryFn: () => answer(api.GET('/api/v1/posts')) })
  const holders = useQuery({ queryKey: keys.holders({}), queryFn: () => answer(api.GET('/api/v1/holders')) })
  const [act, setAct] = useState<Act | null>(null)
  const remove = useCommand<string, unknown>({
    send: (id) => answer(api.DELETE('/api/v1/posts/{id}', { params: { path: { id } } })),
    invalidates: [keys.posts(), keys.directory()],
  })
  const close = () => setAct(null)
  return (
    <Panel
      title={t('admin.units.posts')}
      bare
      extra={mayEdit ? <Button onClick={() => setAct({ what: 'post' })}>{t('admin.units.addPost')}</Button> : null}
    >
      <ProblemView error={remove.error} />
      <Loaded query={posts}>
        {({ items }) => {
          const own = items.filter((p) => p.unit_id === unit.id)
          if (own.length === 0) return <Nothing title={t('admin.units.noPosts')} hint={t('admin.units.noPostsHint')} />
          return (
            <ul className="posts">
              {own.map((post) => (
                <li key={post.id}>
                  <div className="row">
                    <strong>{post.name}</strong>
                    <span className="tag">{t(`grade.${post.grade}`)}</span>
                    <span className="soft">{post.code}</span>
                    {post.active ? null : <span className="tag">{t('admin.units.inactive')}</span>}
                    {mayEdit ? (
                      <span className="posts-acts">
                        <Button size="small" type="primary" ghost onClick={() => setAct({ what: 'appoint', post })}>
                          {t('admin.units.appoint')}
                        </Button>
                        <Button size="small" onClick={() => setAct({ what: 'post', post })}>
                          {t('do.edit')}
                        </Button>
                        <Button
                          size="small"
                          onClick={() =>
                            modal.confirm({
                              title: `${t('admin.units.removePost')} ${post.name}`,
                              okButtonProps: { danger: true },
                              onOk: () => remove.mutate(post.id),
                            })
                          }
                        >
                          {t('do.remove')}
                        </Button>
                      </span>
                    ) : null}
                  </div>
                  <Holders
                    holders={(holders.data?.items ?? []).filter((h) => h.post_id === post.id)}
                    onEnd={mayEdit ? (holder) => setAct({ what: 'end', holder }) : undefined}
                  />
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      {act?.what === 'post' ? <PostForm unit={unit} units={units} post={act.post} onClose={close} /> : null}
      {act?.what === 'appoint' ? <AppointForm post={act.post} onClose={close} /> : null}
      {act?.what === 'end' ? <EndForm holder={act.holder} onClose={close} /> : null}
    </Panel>
  )
}

function Holders({ holders, onEnd }: { holders: Holder[]; onEnd?: (h: Holder) => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const today = dayOf(Date.now())
  const now = holders.filter((h) => h.from <= today && (!h.to || h.to >= today))
  const rest = holders.filter((h) => !now.includes(h))
  const line = (h: Holder) => (
    <li key={h.id} className="row">
      <span>{names.person(h.user_id)}</span>
      <span className="soft">
        {sayDay(h.from)} – {h.to ? sayDay(h.to) : t('admin.units.openEnd')}
      </span>
      {onEnd && (!h.to || h.to >= today) ? (
        <Button size="small" type="link" onClick={() => onEnd(h)}>
          {t('admin.units.end')}
        </Button>
      ) : null}
    </li>
  )
  return (
    <>
      {now.length === 0 ? <p className="soft">{t('admin.units.noHolder')}</p> : <ul>{now.map(line)}</ul>}
      {rest.length > 0 ? (
        <details>
          <summary>
            {t('admin.units.history')} ({rest.length})
          </summary>
          <ul>{rest.map(line)}</ul>
        </details>
      ) : null}
    </>
  )
}
