import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Panel } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useNames } from '@/work/office'
import { sayDay } from '@/work/time'
import { AppointForm } from './appoint-form'
import { EndForm, office, PostForm } from './post-forms'
import { PostTenure } from './post-tenure'

type Post = Noun['Post']
type Holder = Noun['Holder']
type Act = { what: 'post'; post?: Post } | { what: 'appoint'; post: Post } | { what: 'end'; holder: Holder }

/** The posts of a unit and who held, holds and will hold them. */
export function Posts({ unit, units, mayEdit }: { unit: Noun['Unit']; units: Noun['Unit'][]; mayEdit: boolean }) {
  const { t } = useTranslation()
  const posts = useQuery({ queryKey: keys.posts(), queryFn: () => answer(api.GET('/api/v1/posts')) })
  const holders = useQuery({ queryKey: keys.holders({}), queryFn: () => answer(api.GET('/api/v1/holders')) })
  const [act, setAct] = useState<Act | null>(null)
  const remove = useCommand<string, unknown>({
    send: (id) => answer(api.DELETE('/api/v1/posts/{id}', { params: { path: { id } } })),
    invalidates: [keys.posts(), keys.directory()],
  })
  const close = () => setAct(null)
  const withdraw = useWithdraw()
  const acts = { end: (holder: Holder) => setAct({ what: 'end', holder }), withdraw: withdraw.ask }
  return (
    <Panel
      title={t('admin.units.posts')}
      bare
      extra={mayEdit ? <Button onClick={() => setAct({ what: 'post' })}>{t('admin.units.addPost')}</Button> : null}
    >
      <ProblemView error={remove.error ?? withdraw.error} />
      <Loaded query={posts}>
        {({ items }) => {
          const own = items.filter((p) => p.unit_id === unit.id)
          if (own.length === 0) return <Nothing title={t('admin.units.noPosts')} hint={t('admin.units.noPostsHint')} />
          return (
            <Loaded query={holders}>
              {(held) => (
                <ul className="posts">
                  {own.map((post) => (
                    <li key={post.id}>
                      <PostHead
                        post={post}
                        inUse={unit.active && post.active}
                        mayEdit={mayEdit}
                        onAct={setAct}
                        onRemove={() => remove.mutate(post.id)}
                      />
                      <PostTenure
                        holders={held.items.filter((h) => h.post_id === post.id)}
                        active={post.active}
                        acts={mayEdit ? acts : undefined}
                      />
                    </li>
                  ))}
                </ul>
              )}
            </Loaded>
          )
        }}
      </Loaded>
      {act?.what === 'post' ? <PostForm unit={unit} units={units} post={act.post} onClose={close} /> : null}
      {act?.what === 'appoint' ? <AppointForm post={act.post} onClose={close} /> : null}
      {act?.what === 'end' ? <EndForm holder={act.holder} onClose={close} /> : null}
    </Panel>
  )
}

/** Takes an appointment back that has not begun, once somebody said that they mean it. */
function useWithdraw() {
  const { t } = useTranslation()
  const { modal } = useTell()
  const names = useNames()
  const withdraw = useCommand<string, unknown>({
    send: (id) => answer(api.DELETE('/api/v1/holders/{id}', { params: { path: { id } } })),
    invalidates: [...office, keys.work()],
  })
  const ask = (holder: Holder) =>
    modal.confirm({
      title: t('admin.units.withdrawTitle', { name: names.person(holder.user_id), day: sayDay(holder.from) }),
      onOk: () => withdraw.mutate(holder.id),
    })
  return { ask, error: withdraw.error }
}

interface HeadProps {
  post: Post
  inUse: boolean // the post and its unit: nobody is appointed to others
  mayEdit: boolean
  onAct: (act: Act) => void
  onRemove: () => void
}

function PostHead({ post, inUse, mayEdit, onAct, onRemove }: HeadProps) {
  const { t } = useTranslation()
  const { modal } = useTell()
  const ask = () =>
    modal.confirm({
      title: `${t('admin.units.removePost')} ${post.name}`,
      okButtonProps: { danger: true },
      onOk: onRemove,
    })
  return (
    <div className="row">
      <strong>{post.name}</strong>
      <span className="tag">{t(`grade.${post.grade}`)}</span>
      <span className="soft">{post.code}</span>
      {post.active ? null : <span className="tag">{t('admin.units.inactive')}</span>}
      {mayEdit ? (
        <span className="posts-acts">
          {inUse ? (
            <Button size="small" type="primary" ghost onClick={() => onAct({ what: 'appoint', post })}>
              {t('admin.units.appoint')}
            </Button>
          ) : null}
          <Button size="small" onClick={() => onAct({ what: 'post', post })}>
            {t('do.edit')}
          </Button>
          <Button size="small" onClick={ask}>
            {t('do.remove')}
          </Button>
        </span>
      ) : null}
    </div>
  )
}
