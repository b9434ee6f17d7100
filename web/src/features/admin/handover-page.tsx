import { SwapRightOutlined } from '@ant-design/icons'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { Page, Panel } from '@/ui/page'
import { Restored } from '@/ui/restored'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useNames } from '@/work/office'
import { PickRef } from '@/work/pick-ref'
import { rolesOf, useMe } from '@/work/session'
import { useTyped } from '@/work/typed'
import { HandoverList, usePartsOf } from './parts'
import './admin.css'

/** 交接: everything that a person or a post has in open goals, given to another in one act. */
export function HandoverPage() {
  const { t } = useTranslation()
  const names = useNames()
  const navigate = useNavigate()
  const { from = '' } = useSearch({ strict: false }) as { from?: string }
  const mayDo = rolesOf(useMe()).some((r) => r === 'leader' || r === 'supervisor')
  const [result, setResult] = useState<Noun['HandoverView'] | null>(null)
  const parts = usePartsOf(from)
  const choose = (ref: string) => {
    setResult(null)
    void navigate({ to: '/admin/handover', search: { from: ref || undefined }, replace: true })
  }
  return (
    <Page title={t('handover.title')} lead={t('handover.lead')}>
      <p className="notice-bar">
        {t('handover.posts')} <Link to="/admin/units">{t('nav.units')}</Link>
      </p>
      <Panel title={t('handover.who')}>
        <div className="form">
          <Field label={t('handover.from')} hint={t('handover.fromHint')}>
            <PickRef value={from} onChange={choose} people={t('form.people')} />
          </Field>
          {from && mayDo ? (
            <HandoverForm key={from} from={from} some={(parts.data?.items.length ?? 0) > 0} onResult={setResult} />
          ) : null}
          {from && !mayDo ? <p className="hint">{t('handover.notMine')}</p> : null}
        </div>
      </Panel>
      {result ? (
        <Outcome result={result} />
      ) : from ? (
        <Panel title={t('handover.has', { name: names.full(from) })} bare>
          <Loaded query={parts}>
            {({ items }) =>
              items.length === 0 ? (
                <Nothing title={t('handover.nothing')} hint={t('handover.nothingHint')} />
              ) : (
                <HandoverList items={items} />
              )
            }
          </Loaded>
        </Panel>
      ) : null}
    </Page>
  )
}

interface FormProps {
  from: string
  some: boolean
  onResult: (result: Noun['HandoverView']) => void
}

function HandoverForm({ from, some, onResult }: FormProps) {
  const { t } = useTranslation()
  const { modal } = useTell()
  const names = useNames()
  const form = useTyped(`handover/${from}`, { to: '', reason: '' })
  const { to, reason } = form.value
  const hand = useCommand<Noun['HandoverRequest'], Noun['HandoverView']>({
    send: (body, key) =>
      answer(api.POST('/api/v1/handovers', { params: { header: { 'Idempotency-Key': key } }, body })),
    invalidates: [keys.work()],
    done: onResult,
    form,
  })
  const go = () => hand.mutate({ from, to, ...(reason.trim() ? { reason: reason.trim() } : {}) })
  const ask = () =>
    modal.confirm({
      title: t('handover.ask', { from: names.full(from), to: names.full(to) }),
      content: t('handover.askHint'),
      okText: t('handover.do'),
      onOk: go,
    })
  return (
    <>
      <Restored kept={form.kept} />
      <Field label={t('handover.to')} error={fieldError(hand.error, '/to')}>
        <PickRef value={to} onChange={(ref) => form.set({ to: ref })} people={t('form.people')} />
      </Field>
      <Field label={t('handover.reason')} optional error={fieldError(hand.error, '/reason')}>
        <Input.TextArea
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={500}
          value={reason}
          onChange={(e) => form.set({ reason: e.target.value })}
        />
      </Field>
      <ProblemView error={hand.error} onRetry={go} retrying={hand.isPending} />
      <div className="form-actions">
        <Button
          type="primary"
          icon={<SwapRightOutlined />}
          loading={hand.isPending}
          disabled={!to || to === from || !some}
          onClick={ask}
        >
          {t('handover.do')}
        </Button>
      </div>
    </>
  )
}

function Outcome({ result }: { result: Noun['HandoverView'] }) {
  const { t } = useTranslation()
  const done = result.items.filter((i) => i.done).length
  return (
    <Panel
      title={<span role="status">{t('handover.done', { n: done, refused: result.items.length - done })}</span>}
      bare
    >
      <HandoverList items={result.items} outcome />
    </Panel>
  )
}
