import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { useNow } from '@/ui/now'
import { Panel } from '@/ui/page'
import { Loaded, ProblemView } from '@/ui/states'
import { sayAgo } from '@/work/time'
import './account.css'

/** What somebody would call the browser that a session belongs to. */
export function deviceOf(agent: string): string {
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1] ?? ''
  const browser = /(Edg|Firefox|MicroMessenger|Chrome|Safari)/.exec(agent)?.[1] ?? agent.slice(0, 40)
  return [browser.replace('Edg', 'Edge').replace('MicroMessenger', 'WeChat'), system.replace('Mac OS X', 'Mac')]
    .filter(Boolean)
    .join(' · ')
}

export function Sessions() {
  const { t } = useTranslation()
  const now = useNow()
  const sessions = useQuery({ queryKey: keys.sessions(), queryFn: () => answer(api.GET('/api/v1/me/sessions')) })
  const end = useCommand<string, unknown>({
    send: (id) =>
      id
        ? answer(api.DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } } }))
        : answer(api.DELETE('/api/v1/me/sessions')),
    invalidates: [keys.sessions()],
  })
  return (
    <Panel
      title={t('account.sessions')}
      bare
      extra={
        (sessions.data?.items.length ?? 0) > 1 ? (
          <Button loading={end.isPending} onClick={() => end.mutate('')}>
            {t('account.endOthers')}
          </Button>
        ) : null
      }
    >
      <ProblemView error={end.error} />
      <Loaded query={sessions} lines={3}>
        {({ items, current }) => (
          <ul className="account-list">
            {items.map((s) => (
              <li key={s.id}>
                <div>
                  <strong>{deviceOf(s.agent)}</strong>{' '}
                  {s.id === current ? <span className="tag">{t('account.thisOne')}</span> : null}
                  <p className="soft">
                    {s.ip} · {t('account.lastSeen', { at: sayAgo(s.last_seen, now) })}
                  </p>
                </div>
                {s.id === current ? null : <Button onClick={() => end.mutate(s.id)}>{t('account.end')}</Button>}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  )
}
