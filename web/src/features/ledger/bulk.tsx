import { BellOutlined, CheckOutlined, UserSwitchOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { unsettled, useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { asProblem } from '@/api/problem'
import { Field } from '@/ui/field'
import { Restored } from '@/ui/restored'
import { ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { type Command, sendCommand } from '@/work/commands'
import { PickRef } from '@/work/pick-ref'
import { useTyped } from '@/work/typed'

type Line = Noun['LedgerLine']

interface Refused {
  title: string
  why: string
}

interface Props {
  lines: Line[] // those that are ticked
  onDone: () => void
}

const most = 100 // items that the server takes at once

/** Sends a long selection in parts, one after the other, each with a key that a retry of the whole uses again. */
async function sendParts(body: Noun['BulkCommand'], key: string): Promise<Noun['BulkView']> {
  const all: Noun['BulkView'] = { done: 0, refused: 0, items: [] }
  for (let from = 0; from < body.items.length; from += most) {
    const part = { ...body, items: body.items.slice(from, from + most) }
    const header = { 'Idempotency-Key': from === 0 ? key : `${key}-${from}` }
    const view = await answer(api.POST('/api/v1/bulk', { params: { header }, body: part }))
    all.done += view.done
    all.refused += view.refused
    all.items.push(...view.items)
  }
  return all
}

/** The same for many lines at once: urge, close out, give to somebody else. Each answers for itself. */
export function BulkBar({ lines, onDone }: Props) {
  const { t } = useTranslation()
  const { modal, message } = useTell()
  const [assigning, setAssigning] = useState(false)
  const [refused, setRefused] = useState<Refused[]>([])
  const title = (goal: string, step: string) =>
    lines.find((l) => l.step.goal_id === goal && l.step.key === step)?.step.title ?? step
  const told = (done: number, failed: Refused[]) => {
    if (done > 0) void message.success(t('ledger.bulkDone', { n: done }))
    setRefused(failed)
    if (failed.length === 0) onDone()
  }
  const bulk = useCommand<Noun['BulkCommand'], Noun['BulkView']>({
    send: sendParts,
    invalidates: [keys.work()],
    done: (view) =>
      told(
        view.done,
        view.items.flatMap((i) => (i.done ? [] : [{ title: title(i.goal, i.step), why: i.why ?? i.code ?? '' }])),
      ),
  })
  const ask = (command: 'urge' | 'close-out') =>
    modal.confirm({
      title: t(`ledger.bulkAsk.${command}`, { n: lines.length }),
      onOk: () => bulk.mutate({ command, items: lines.map((l) => ({ goal: l.step.goal_id, step: l.step.key })) }),
    })
  return (
    <div className="panel panel-body ledger-bulk no-print">
      <div className="row">
        <strong>{t('ledger.ticked', { n: lines.length })}</strong>
        <Button icon={<BellOutlined />} loading={bulk.isPending} onClick={() => ask('urge')}>
          {t('ledger.urge')}
        </Button>
        <Button icon={<UserSwitchOutlined />} onClick={() => setAssigning(true)}>
          {t('ledger.assign')}
        </Button>
        <Button icon={<CheckOutlined />} loading={bulk.isPending} onClick={() => ask('close-out')}>
          {t('command.close-out')}
        </Button>
        <Button type="link" onClick={onDone}>
          {t('ledger.untick')}
        </Button>
      </div>
      <ProblemView error={bulk.error} />
      {refused.length > 0 ? (
        <div className="warn-bar" role="alert">
          {t('ledger.refused', { n: refused.length })}
          <ul>
            {refused.map((r) => (
              <li key={r.title + r.why}>
                {r.title}
                {t('say.colon')}
                {r.why}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {assigning ? <AssignMany lines={lines} onClose={() => setAssigning(false)} onTold={told} /> : null}
    </div>
  )
}

interface AssignProps {
  lines: Line[]
  onClose: () => void
  onTold: (done: number, failed: Refused[]) => void
}

function AssignMany({ lines, onClose, onTold }: AssignProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useTyped('assign-many', { lead: '', reason: '' })
  const { lead, reason } = form.value
  const [at, setAt] = useState<number>() // how many are through
  const go = async () => {
    const failed: Refused[] = []
    for (const [i, { step }] of lines.entries()) {
      setAt(i)
      const body = { lead, co: (step.co ?? []).filter((ref) => ref !== lead), reason: reason.trim() }
      const command: Command = { goal: step.goal_id, step: step.key, command: 'assign', body }
      try {
        await sendCommand(command, unsettled.for(command))
        unsettled.settled(command)
      } catch (error) {
        const problem = asProblem(error)
        if (!problem.uncertain) unsettled.settled(command)
        failed.push({ title: step.title, why: problem.detail })
      }
    }
    await client.invalidateQueries({ queryKey: keys.work() })
    if (failed.length === 0) form.sent()
    onClose()
    onTold(lines.length - failed.length, failed)
  }
  return (
    <Modal
      open
      title={t('ledger.assignTitle', { n: lines.length })}
      okText={at === undefined ? t('ledger.assign') : t('say.of', { n: at + 1, of: lines.length })}
      okButtonProps={{ disabled: !lead || !reason.trim() }}
      confirmLoading={at !== undefined}
      onOk={() => void go()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="form">
        <Restored kept={form.kept} />
        <Field label={t('form.assign.lead')}>
          <PickRef value={lead} onChange={(ref) => form.set({ lead: ref })} people={t('form.people')} />
        </Field>
        <Field label={t('form.assign.reason')}>
          <Input.TextArea
            rows={2}
            maxLength={4000}
            value={reason}
            onChange={(e) => form.set({ reason: e.target.value })}
          />
        </Field>
      </div>
    </Modal>
  )
}
