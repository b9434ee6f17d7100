import { useQuery } from '@tanstack/react-query'
import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { zh } from '@/i18n/texts/words'
import { DayInput } from '@/ui/day-input'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { Panel } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useNames } from '@/work/office'
import { dayOf, sayDay } from '@/work/time'

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

const office = [keys.posts(), ['office', 'holders'] as const, keys.directory(), keys.me()]

interface PostFormProps {
  unit: Noun['Unit']
  units: Noun['Unit'][]
  post?: Post
  onClose: () => void
}

function PostForm({ unit, units, post, onClose }: PostFormProps) {
  const { t } = useTranslation()
  const [value, setValue] = useState<Noun['PostInput']>({
    code: post?.code ?? '',
    unit_id: post?.unit_id ?? unit.id,
    name: post?.name ?? '',
    grade: post?.grade ?? 'member',
    in_charge: post?.in_charge ?? [],
    sort: post?.sort ?? 0,
    active: post?.active ?? true,
  })
  const set = (part: Partial<Noun['PostInput']>) => setValue({ ...value, ...part })
  const save = useCommand<Noun['PostInput'], Post>({
    send: (body) =>
      post
        ? answer(api.PUT('/api/v1/posts/{id}', { params: { path: { id: post.id } }, body }))
        : answer(api.POST('/api/v1/posts', { body })),
    invalidates: office,
    done: onClose,
  })
  return (
    <FormModal
      title={t(post ? 'admin.units.editPost' : 'admin.units.addPost')}
      sending={save.isPending}
      error={save.error}
      disabled={!value.code.trim() || !value.name.trim()}
      onOk={() => save.mutate(value)}
      onClose={onClose}
    >
      <Field label={t('admin.units.name')} error={fieldError(save.error, '/name')}>
        <Input maxLength={120} value={value.name} onChange={(e) => set({ name: e.target.value })} />
      </Field>
      <Field label={t('admin.units.code')} error={fieldError(save.error, '/code')}>
        <Input maxLength={64} value={value.code} onChange={(e) => set({ code: e.target.value })} />
      </Field>
      <Field label={t('admin.units.grade')} error={fieldError(save.error, '/grade')}>
        <Select
          value={value.grade}
          onChange={(grade) => set({ grade })}
          options={Object.keys(zh.grade).map((g) => ({ value: g as Noun['Grade'], label: t(`grade.${g as 'head'}`) }))}
        />
      </Field>
      {value.grade === 'leader' || value.grade === 'principal' ? (
        <Field label={t('admin.units.inCharge')} optional error={fieldError(save.error, '/in_charge')}>
          <Select
            mode="multiple"
            value={value.in_charge}
            onChange={(in_charge) => set({ in_charge })}
            options={units.map((u) => ({ value: u.id, label: u.name }))}
          />
        </Field>
      ) : null}
    </FormModal>
  )
}

function AppointForm({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const [user, setUser] = useState('')
  const [from, setFrom] = useState(dayOf(Date.now()))
  const [to, setTo] = useState('')
  const save = useCommand<Noun['HolderInput'], Holder>({
    send: (body) => answer(api.POST('/api/v1/holders', { body })),
    invalidates: [...office, keys.work()],
    done: onClose,
  })
  return (
    <FormModal
      title={`${t('admin.units.appoint')} · ${post.name}`}
      ok={t('admin.units.appoint')}
      sending={save.isPending}
      error={save.error}
      disabled={!user || !from}
      onOk={() => save.mutate({ post_id: post.id, user_id: user, from, ...(to ? { to } : {}) })}
      onClose={onClose}
    >
      <Field label={t('admin.units.person')} error={fieldError(save.error, '/user_id')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={user || undefined}
          onChange={setUser}
          options={names.directory.people
            .filter((p) => p.status === 'active')
            .map((p) => ({ value: p.id, label: [p.name, names.unit(p.unit_id)].filter(Boolean).join(' · ') }))}
        />
      </Field>
      <Field label={t('admin.units.from')} error={fieldError(save.error, '/from')}>
        <DayInput value={from} onChange={setFrom} />
      </Field>
      <Field label={t('admin.units.to')} optional error={fieldError(save.error, '/to')}>
        <DayInput value={to} onChange={setTo} min={from} />
      </Field>
    </FormModal>
  )
}

function EndForm({ holder, onClose }: { holder: Holder; onClose: () => void }) {
  const { t } = useTranslation()
  const [to, setTo] = useState(dayOf(Date.now()))
  const save = useCommand<string, Holder>({
    send: (day) =>
      answer(api.POST('/api/v1/holders/{id}/end', { params: { path: { id: holder.id } }, body: { to: day } })),
    invalidates: [...office, keys.work()],
    done: onClose,
  })
  return (
    <FormModal
      title={t('admin.units.end')}
      ok={t('admin.units.end')}
      sending={save.isPending}
      error={save.error}
      disabled={!to}
      onOk={() => save.mutate(to)}
      onClose={onClose}
    >
      <Field label={t('admin.units.endTitle')} error={fieldError(save.error, '/to')}>
        <DayInput value={to} onChange={setTo} min={holder.from} />
      </Field>
    </FormModal>
  )
}
