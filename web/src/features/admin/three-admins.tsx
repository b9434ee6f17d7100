import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'

const three = ['system-admin', 'security-admin', 'audit-admin'] as const

/** 三员分立: what each of the three administrators does and must not do, and who they are now. */
export function ThreeAdmins() {
  const { t } = useTranslation()
  const found = useQueries({
    queries: three.map((role) => {
      const query = { role, status: 'active' as const, limit: 20 }
      return {
        queryKey: keys.users(query),
        queryFn: () => answer(api.GET('/api/v1/users', { params: { query } })),
      }
    }),
  })
  return (
    <details className="panel three">
      <summary>
        <strong>{t('people.three')}</strong> <span className="soft">{t('people.threeHint')}</span>
      </summary>
      <div className="three-admins">
        {three.map((role, i) => {
          const people = found[i]?.data?.items
          return (
            <section key={role}>
              <strong>{t(`role.${role}`)}</strong>
              <p>{t(`people.does.${role}`)}</p>
              <p className="soft">{t(`people.not.${role}`)}</p>
              {people?.length === 0 ? (
                <p className="warn-bar">{t('people.nobody')}</p>
              ) : (
                <p>
                  <span className="soft">{t('people.now')}</span> {people?.map((p) => p.name).join(t('say.comma'))}
                </p>
              )}
            </section>
          )
        })}
      </div>
      <p className="hint">{t('people.threeWhy')}</p>
    </details>
  )
}
