import { useTranslation } from 'react-i18next'
import { Field, fieldError } from '@/ui/field'
import { Panel } from '@/ui/page'
import { useNames } from '@/work/office'
import { PickRef, PickRefs } from '@/work/pick-ref'
import type { CyclePart } from './cycle-page'

const one = ['office', 'chair', 'inspect'] as const
const many = ['panel', 'group', 'review', 'appeal'] as const

/** Who runs the assessment: nobody decides on a review of what they scored, verified or decided. */
export function CycleLine({ cycle, set, open, error }: CyclePart) {
  const { t } = useTranslation()
  const names = useNames()
  const { line } = cycle
  return (
    <Panel title={t('cycle.line')}>
      <div className="cycle-fields">
        {one.map((key) =>
          open ? (
            <Field key={key} label={t(`coursePart.${key}`)} error={fieldError(error, `/cycle/line/${key}`)}>
              <PickRef
                value={line[key] ?? ''}
                onChange={(ref) => set({ line: { ...line, [key]: ref } })}
                people={t('form.people')}
              />
            </Field>
          ) : (
            <p key={key}>
              <span className="soft">{t(`coursePart.${key}`)}</span> {names.full(line[key])}
            </p>
          ),
        )}
        {many.map((key) =>
          open ? (
            <Field key={key} label={t(`coursePart.${key}`)} error={fieldError(error, `/cycle/line/${key}`)}>
              <PickRefs
                value={line[key] ?? []}
                onChange={(refs) => set({ line: { ...line, [key]: refs } })}
                people={t('form.people')}
              />
            </Field>
          ) : (
            <p key={key}>
              <span className="soft">{t(`coursePart.${key}`)}</span>{' '}
              {(line[key] ?? []).map((r) => names.full(r)).join(t('say.comma'))}
            </p>
          ),
        )}
      </div>
    </Panel>
  )
}
