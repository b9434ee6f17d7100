import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { useNow } from '@/ui/now'
import { Panel } from '@/ui/page'
import { Loaded } from '@/ui/states'
import { useMe } from '@/work/session'
import { addDays, dayOf } from '@/work/time'

/** What Duban asked of me in a month: it should be less than the paper did. */
export function Burden() {
  const { t } = useTranslation()
  const me = useMe()
  const today = dayOf(useNow())
  const months = [today.slice(0, 7), addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)]
  const [month, setMonth] = useState(months[0] ?? '')
  const burden = useQuery({
    queryKey: keys.burden(month),
    queryFn: () => answer(api.GET('/api/v1/burden', { params: { query: { month } } })),
  })
  return (
    <Panel
      title={t('account.burden.title')}
      extra={
        <Segmented
          size="small"
          value={month}
          onChange={setMonth}
          options={months.map((m, i) => ({
            value: m,
            label: t(i === 0 ? 'account.burden.now' : 'account.burden.last'),
          }))}
        />
      }
    >
      <Loaded query={burden} lines={2}>
        {({ items }) => {
          const mine = items.find((b) => b.user === me.user.id)
          const figures = [
            [t('account.burden.notices'), mine?.notices ?? 0],
            [t('account.burden.steps'), mine?.steps ?? 0],
            [t('account.burden.reports'), mine?.reports ?? 0],
          ] as const
          return (
            <>
              <dl className="burden">
                {figures.map(([name, n]) => (
                  <div key={name}>
                    <dd className="num">{n}</dd>
                    <dt>{name}</dt>
                  </div>
                ))}
              </dl>
              <p className="hint">{t('account.burden.hint')}</p>
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}
