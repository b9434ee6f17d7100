import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Field } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { Loaded, Nothing } from '@/ui/states'
import { useTyped } from '@/work/typed'
import { header, may, useCourseCommand } from './course'
import { CourseFrame } from './course-frame'

/** 抽查核实: who was drawn, by which seed, and what the panel found. */
export function SamplePage() {
  return <CourseFrame room="sample">{(c) => <List courseId={c.id} />}</CourseFrame>
}

function List({ courseId }: { courseId: string }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Noun['SampleItem'] | null>(null)
  const sample = useQuery({
    queryKey: keys.sample(courseId),
    queryFn: () => answer(api.GET('/api/v1/courses/{id}/sample', { params: { path: { id: courseId } } })),
  })
  return (
    <Loaded query={sample}>
      {(s) => (
        <>
          {s.seed ? <p className="notice-bar sample-seed">{t('assess.sample.seed', { seed: s.seed })}</p> : null}
          <div className="panel">
            {s.items.length === 0 ? (
              <Nothing title={t('assess.sample.none')} hint={t('assess.sample.noneHint')} />
            ) : (
              <table className="grid grid-cards">
                <thead>
                  <tr>
                    <th>{t('assess.name')}</th>
                    <th>{t('assess.sample.why')}</th>
                    <th>{t('assess.sample.found')}</th>
                    <th>
                      <span className="sr-only">{t('assess.sample.verify')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {s.items.map((i) => {
                    const option = may(i.may, 'verify-sample')
                    return (
                      <tr key={i.assessed.subject}>
                        <td>
                          <Link
                            to="/assessment/$courseId/cards/$subject"
                            params={{ courseId, subject: i.assessed.subject }}
                          >
                            <strong>{i.assessed.name}</strong>
                          </Link>
                        </td>
                        <td data-name={t('assess.sample.why')}>
                          {t(i.by_lot ? 'assess.sample.lot' : 'assess.sample.spread')}
                        </td>
                        <td data-name={t('assess.sample.found')}>
                          {i.check
                            ? `${t(i.check.ok ? 'assess.sample.ok' : 'assess.sample.notOk')} ${i.check.note ?? ''} · ${i.check.by.name}`
                            : t('assess.sample.waits')}
                        </td>
                        <td>
                          {option?.allowed ? (
                            <Button
                              aria-label={`${t('assess.sample.verify')} ${i.assessed.name}`}
                              onClick={() => setAsked(i)}
                            >
                              {t('assess.sample.verify')}
                            </Button>
                          ) : (
                            <span className="soft">{i.check ? '' : option?.why}</span>
                          )}
                        </td>
                      </tr>
                    )
                  })}
                </tbody>
              </table>
            )}
          </div>
          {asked ? <Verify courseId={courseId} item={asked} onClose={() => setAsked(null)} /> : null}
        </>
      )}
    </Loaded>
  )
}

function Verify({ courseId, item, onClose }: { courseId: string; item: Noun['SampleItem']; onClose: () => void }) {
  const { t } = useTranslation()
  const form = useTyped(`sample/${courseId}/${item.assessed.subject}`, { ok: true, reason: '' })
  const { ok, reason } = form.value
  const act = useCourseCommand<Noun['VerifyCommand']>(
    (body, key) =>
      answer(
        api.POST('/api/v1/courses/{id}/sample/{subject}', {
          params: { path: { id: courseId, subject: item.assessed.subject }, header: header(key) },
          body,
        }),
      ),
    onClose,
    form,
  )
  return (
    <FormModal
      title={`${t('assess.sample.verify')} ${item.assessed.name}`}
      disabled={!ok && reason.trim() === ''}
      sending={act.isPending}
      error={act.error}
      kept={form.kept}
      onOk={() => act.mutate({ ok, reason: reason.trim() })}
      onClose={onClose}
    >
      <fieldset className="plain-set">
        <legend>{t('assess.sample.found')}</legend>
        <Radio.Group
          value={ok}
          onChange={(e) => form.set({ ok: e.target.value })}
          options={[
            { value: true, label: t('assess.sample.ok') },
            { value: false, label: t('assess.sample.notOk') },
          ]}
        />
      </fieldset>
      <Field label={t('assess.reason')} optional={ok} hint={t('assess.sample.hint')}>
        <Input.TextArea
          rows={4}
          maxLength={4000}
          value={reason}
          onChange={(e) => form.set({ reason: e.target.value })}
        />
      </Field>
    </FormModal>
  )
}
