import { DeleteOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Panel } from '@/ui/page'
import { ProblemView } from '@/ui/states'
import { useNames } from '@/work/office'
import { PickRef } from '@/work/pick-ref'
import type { CyclePart } from './cycle-page'

type Kind = Noun['FillAssessed']['kinds'][number]

/** Who is assessed: filled from the registers, then put right by hand. */
export function CycleAssessed({
  cycle,
  set,
  open,
  draft,
  dirty,
}: CyclePart & { draft: Noun['CycleDraft']; dirty: boolean }) {
  const { t } = useTranslation()
  const fill = useCommand<Kind[], Noun['CycleView']>({
    send: (kinds) =>
      answer(
        api.POST('/api/v1/cycles/{id}/assessed', {
          params: { path: { id: draft.id } },
          body: { version: draft.version, kinds },
        }),
      ),
    invalidates: [keys.assessment()],
  })
  const names = useNames()
  const heads = cycle.assessed.some((a) => a.kind !== 'cadre') // who acts for a unit or village
  const change = (subject: string, part: Partial<Noun['Assessed']>) =>
    set({ assessed: cycle.assessed.map((a) => (a.subject === subject ? { ...a, ...part } : a)) })
  return (
    <Panel
      title={`${t('cycle.assessed')} ${cycle.assessed.length}`}
      extra={
        open
          ? (['cadre', 'unit', 'village'] as const).map((kind) => (
              <Button key={kind} loading={fill.isPending} disabled={dirty} onClick={() => fill.mutate([kind])}>
                {t('cycle.fill', { kind: t(`assessedKind.${kind}`) })}
              </Button>
            ))
          : null
      }
    >
      <ProblemView error={fill.error} />
      {cycle.assessed.length === 0 ? (
        <p className="soft">{t('cycle.noAssessed')}</p>
      ) : (
        <div className="cycle-people">
          <table className="grid grid-cards">
            <thead>
              <tr>
                <th>{t('assess.name')}</th>
                <th>{t('cycle.kind')}</th>
                <th>{t('cycle.staff')}</th>
                <th>{t('cycle.formula')}</th>
                {heads ? <th>{t('make.fields.head')}</th> : null}
                {open ? (
                  <th>
                    <span className="sr-only">{t('do.remove')}</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {cycle.assessed.map((a) => (
                <tr key={a.subject}>
                  <td>
                    <strong>{a.name}</strong>
                  </td>
                  <td data-name={t('cycle.kind')}>{t(`assessedKind.${a.kind}`)}</td>
                  <td data-name={t('cycle.staff')}>
                    {open ? (
                      <Select
                        aria-label={`${t('cycle.staff')} ${a.name}`}
                        value={a.staff}
                        onChange={(staff) => change(a.subject, { staff })}
                        options={cycle.staff.map((s) => ({ value: s.type, label: staffTitle(cycle, s.type) }))}
                        popupMatchSelectWidth={false}
                      />
                    ) : (
                      staffTitle(cycle, a.staff)
                    )}
                  </td>
                  <td data-name={t('cycle.formula')}>
                    {open ? (
                      <Select
                        aria-label={`${t('cycle.formula')} ${a.name}`}
                        value={a.formula}
                        onChange={(formula) => change(a.subject, { formula })}
                        options={cycle.formulas.map((f) => ({ value: f.key, label: f.title }))}
                        popupMatchSelectWidth={false}
                      />
                    ) : (
                      cycle.formulas.find((f) => f.key === a.formula)?.title
                    )}
                  </td>
                  {heads ? (
                    <td data-name={t('make.fields.head')}>
                      {a.kind === 'cadre' ? null : open ? (
                        <PickRef
                          aria-label={`${t('make.fields.head')} ${a.name}`}
                          people={t('form.people')}
                          status={a.head ? '' : 'error'}
                          value={a.head ?? ''}
                          onChange={(head) => change(a.subject, { head })}
                        />
                      ) : (
                        names.full(a.head)
                      )}
                    </td>
                  ) : null}
                  {open ? (
                    <td>
                      <Button
                        size="small"
                        icon={<DeleteOutlined />}
                        aria-label={`${t('do.remove')} ${a.name}`}
                        onClick={() => set({ assessed: cycle.assessed.filter((o) => o.subject !== a.subject) })}
                      />
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

/** A type of staff is known by the grades it can get. */
function staffTitle(cycle: Noun['Cycle'], type: string): string {
  const key = cycle.staff.find((s) => s.type === type)?.grades
  const set = cycle.grade_sets.find((g) => g.key === key)
  return set ? set.title : type
}
