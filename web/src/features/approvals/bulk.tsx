import { Input } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { asProblem } from '@/api/problem'
import { useTell } from '@/ui/tell'
import type { InboxItem } from '@/work/inbox'
import { Chosen } from './chosen'
import { titleOf } from './item'

/** Agrees to several, or closes several out, in one go; what was refused is told with its reason and stays in the list. */
export function useBulk(onDone: (done: InboxItem[], sent: InboxItem[]) => void) {
  const { t } = useTranslation()
  const { message, modal } = useTell()
  const bulk = useCommand<Noun['BulkCommand'], Noun['BulkView']>({
    send: (body, key) => answer(api.POST('/api/v1/bulk', { params: { header: { 'Idempotency-Key': key } }, body })),
    invalidates: [keys.work()],
  })
  const opinion = useRef('') // kept for the next try when sending fails
  const run = async (items: InboxItem[], command: 'decide' | 'close-out', reason: string) => {
    try {
      const told = await bulk.mutateAsync({
        command,
        ...(command === 'decide' ? { agree: true } : {}),
        ...(reason ? { reason } : {}),
        items: items.map((i) => ({ goal: i.goal_id, step: i.step, round: command === 'decide' ? i.round : undefined })),
      })
      opinion.current = ''
      onDone(
        items.filter((_, n) => told.items[n]?.done),
        items,
      )
      if (told.done > 0) void message.success(t(`approvals.bulkDone.${command}`, { n: told.done }))
      if (told.refused > 0) modal.warning({ title: title(told), content: <Refused told={told} items={items} /> })
    } catch (error) {
      modal.error({ title: t('problem.title'), content: asProblem(error).detail })
    }
  }
  const title = (told: Noun['BulkView']) => t('approvals.bulkRefused', { done: told.done, refused: told.refused })
  const ask = (items: InboxItem[]) => {
    const command = items.every((i) => i.duty === 'approve') ? 'decide' : 'close-out'
    modal.confirm({
      title: t(command === 'decide' ? 'approvals.bulkConfirm' : 'approvals.bulkCloseConfirm', { n: items.length }),
      width: 560,
      content: (
        <div className="stack">
          <Chosen items={items} />
          <Input.TextArea
            aria-label={t('approvals.bulkOpinion')}
            placeholder={t('approvals.bulkOpinion')}
            maxLength={4000}
            autoSize={{ minRows: 1, maxRows: 4 }}
            defaultValue={opinion.current}
            onChange={(e) => {
              opinion.current = e.target.value
            }}
          />
        </div>
      ),
      onOk: () => run(items, command, opinion.current.trim()),
    })
  }
  return { ask, running: bulk.isPending }
}

function Refused({ told, items }: { told: Noun['BulkView']; items: InboxItem[] }) {
  const { t } = useTranslation()
  return (
    <ul className="bulk-list">
      {told.items.map((answer, i) =>
        answer.done ? null : (
          <li key={`${answer.goal}/${answer.step}`}>
            {t('approvals.bulkFailed', {
              title: items[i] ? titleOf(items[i]) : answer.step,
              detail: answer.why ?? answer.code ?? '',
            })}
          </li>
        ),
      )}
    </ul>
  )
}
