import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { FormModal } from '@/ui/form-modal'
import { Loaded } from '@/ui/states'
import { useNames } from '@/work/office'
import { HandoverList, usePartsOf } from './parts'

interface Props {
  user: Noun['User']
  onClose: () => void
}

/** Somebody leaves for good: what they still hold and have to do is shown first, with who can take it over. */
export function LeaveDialog({ user, onClose }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const ref = `user:${user.id}`
  const parts = usePartsOf(ref)
  const posts = names.directory.people.find((p) => p.id === user.id)?.posts ?? []
  const leave = useCommand<string, Noun['User']>({
    send: (id) => answer(api.POST('/api/v1/users/{id}/leave', { params: { path: { id } } })),
    invalidates: [['office', 'users'], keys.directory(), keys.advisories()],
    done: onClose,
  })
  return (
    <FormModal
      title={`${t('admin.users.leave')} · ${user.name}`}
      ok={t('admin.users.leave')}
      sending={leave.isPending}
      error={leave.error}
      onOk={() => leave.mutate(user.id)}
      onClose={onClose}
    >
      <p className="warn-bar">{t('admin.users.leaveAsk', { name: user.name })}</p>
      <div>
        <strong>{t('people.posts')}</strong>
        {posts.length === 0 ? (
          <p className="soft">{t('say.none')}</p>
        ) : (
          <>
            <p>{posts.map((p) => names.title(`post:${p}`)).join(t('say.comma'))}</p>
            <p className="hint">
              {t('people.postsHint')} <Link to="/admin/units">{t('nav.units')}</Link>
            </p>
          </>
        )}
      </div>
      <div>
        <strong>{t('people.work')}</strong>
        <Loaded query={parts} lines={3}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="soft">{t('people.workNone')}</p>
            ) : (
              <>
                <HandoverList items={items} />
                <p className="hint">{t('people.workHint')}</p>
              </>
            )
          }
        </Loaded>
      </div>
    </FormModal>
  )
}
