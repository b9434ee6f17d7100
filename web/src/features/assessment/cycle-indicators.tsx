import { UploadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Problem } from '@/api/problem'
import { Panel } from '@/ui/page'
import { ProblemView } from '@/ui/states'
import type { CyclePart } from './cycle-page'
import { sayPercent, sayPoints, saySigned } from './points'

interface Props extends CyclePart {
  draft: Noun['CycleDraft']
  dirty: boolean
  sheet: ReactNode
}

/** The indicators: written in a sheet, taken in as a whole or not at all. */
export function CycleIndicators({ cycle, open, draft, dirty, sheet }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const take = useCommand<File, Noun['CycleView']>({
    send: (file) =>
      answer(
        api.POST('/api/v1/cycles/{id}/indicators', {
          params: { path: { id: draft.id }, query: { version: draft.version } },
          body: file as unknown as string,
          bodySerializer: (body) => body,
          headers: { 'Content-Type': 'application/octet-stream' },
        }),
      ),
    invalidates: [keys.assessment()],
  })
  return (
    <Panel
      title={t('cycle.indicators')}
      extra={
        <>
          {sheet}
          {open ? (
            <Button
              icon={<UploadOutlined />}
              loading={take.isPending}
              disabled={dirty}
              onClick={() => input.current?.click()}
            >
              {t('cycle.import')}
            </Button>
          ) : null}
        </>
      }
    >
      <input
        ref={input}
        type="file"
        accept=".xlsx"
        hidden
        aria-label={t('cycle.import')}
        onChange={(e) => {
          const file = e.target.files?.[0]
          if (file) take.mutate(file)
          e.target.value = ''
        }}
      />
      <div className="stack">
        <Faults error={take.error} />
        {cycle.sheets.length === 0 ? <p className="soft">{t('cycle.noIndicators')}</p> : null}
        {cycle.sheets.map((s) => (
          <section key={s.key}>
            <h3>{s.title}</h3>
            <ul className="indicator-tree">
              {s.indicators.map((i) => (
                <li key={i.key}>
                  <IndicatorNode indicator={i} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <Formulas cycle={cycle} />
      </div>
    </Panel>
  )
}

/** What is wrong in the sheet, cell by cell. */
function Faults({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (!(error instanceof Problem) || error.errors.length === 0) return <ProblemView error={error} />
  return (
    <div className="problem" role="alert">
      <div>
        <strong>{t('cycle.importWrong', { n: error.errors.length })}</strong>
        <ul>
          {error.errors.map((e) => {
            const [, row, column] = /^\/rows\/(\d+)\/?(.*)$/.exec(e.pointer) ?? []
            return (
              <li key={e.pointer + e.code}>
                {row ? `${t('cycle.cell', { row, column: column ?? '' })}${t('say.colon')}` : ''}
                {e.detail}
              </li>
            )
          })}
        </ul>
      </div>
    </div>
  )
}

function IndicatorNode({ indicator: i }: { indicator: Noun['Indicator'] }) {
  const { t } = useTranslation()
  return (
    <>
      <p>
        <strong>{i.title}</strong>{' '}
        <span className="soft">
          {i.weight !== undefined ? `${sayPercent(i.weight)} ` : ''}
          {i.full !== undefined ? t('cycle.full', { n: sayPoints(i.full) }) : ''}
          {i.blind ? ` · ${t('assess.bench.blind')}` : ''}
        </span>
      </p>
      {(i.rules ?? []).map((r) => (
        <p key={r.key} className="soft">
          {r.title} {r.points ? saySigned(r.points) : ''}
        </p>
      ))}
      {i.children && i.children.length > 0 ? (
        <ul className="indicator-tree">
          {i.children.map((c) => (
            <li key={c.key}>
              <IndicatorNode indicator={c} />
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

/** How the parts make the total. */
function Formulas({ cycle }: { cycle: Noun['Cycle'] }) {
  const { t } = useTranslation()
  return (
    <>
      <h3>{t('cycle.formulas')}</h3>
      {cycle.formulas.map((f) => (
        <p key={f.key}>
          <strong>{f.title}</strong>
          {t('say.colon')}
          {f.parts.map((p) => `${p.title} ${sayPercent(p.weight)}`).join(' + ')}
          {(f.extras ?? []).length > 0
            ? `${t('say.semicolon')}${(f.extras ?? []).map((x) => `${t(`cycle.effects.${x.effect}`)} ${x.title}`).join(t('say.comma'))}`
            : ''}
          {(f.vetoes ?? []).length > 0
            ? `${t('say.semicolon')}${t('cycle.vetoes')} ${(f.vetoes ?? []).map((v) => v.title).join(t('say.comma'))}`
            : ''}
        </p>
      ))}
    </>
  )
}
