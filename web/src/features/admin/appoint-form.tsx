import { useQuery } from '@tanstack/react-query'
import { Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { DayInput } from '@/ui/day-input'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { Loaded } from '@/ui/states'
import { useNames } from '@/work/office'
import { addDays, dayOf, sayDay } from '@/work/time'
import { useTyped } from '@/work/typed'
import { office } from './post-forms'
import { meeting } from './tenure'

type Post = Noun['Post']
type Holder = Noun['Holder']

interface Appointment {
  holder: Noun['HolderInput']
  ends: string[] // appointments that end the day before
}

/** Gives a post to somebody from a day on; who holds it then is asked about before anything is saved. */
export function AppointForm({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const holders = useQuery({ queryKey: keys.holders({}), queryFn: () => answer(api.GET('/api/v1/holders')) })
  const form = useTyped(`appoint/${post.id}`, { user: '', from: dayOf(Date.now()), to: '', others: '' })
  const { user, from, to, others } = form.value
  const met = meeting(holders.data?.items ?? [], { post: post.id, user, from, to })
  // Who began on the day itself or later cannot end before it.
  const ending = met.filter((h) => h.from < from)
  const save = useCommand<Appointment, Holder>({
    send: async ({ holder, ends }, key) => {
      const made = await answer(
        api.POST('/api/v1/holders', { params: { header: { 'Idempotency-Key': key } }, body: holder }),
      )
      const last = { to: addDays(holder.from, -1) }
      for (const id of ends) {
        await answer(api.POST('/api/v1/holders/{id}/end', { params: { path: { id } }, body: last }))
      }
      return made
    },
    invalidates: [...office, keys.work()],
    done: onClose,
    form,
  })
  const send = () =>
    save.mutate({
      holder: { post_id: post.id, user_id: user, from, ...(to ? { to } : {}) },
      ends: others === 'end' ? ending.map((h) => h.id) : [],
    })
  return (
    <FormModal
      title={`${t('admin.units.appoint')} · ${post.name}`}
      ok={t('admin.units.appoint')}
      sending={save.isPending}
      error={save.error}
      kept={form.kept}
      disabled={!user || !from || !holders.data || (met.length > 0 && !(others === 'end' ? ending.length > 0 : others))}
      onOk={send}
      onClose={onClose}
    >
      <Field label={t('admin.units.person')} error={fieldError(save.error, '/user_id')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={user || undefined}
          onChange={(v) => form.set({ user: v })}
          options={names.directory.people
            .filter((p) => p.status === 'active')
            .map((p) => ({ value: p.id, label: [p.name, names.unit(p.unit_id)].filter(Boolean).join(' · ') }))}
        />
      </Field>
      <Field label={t('admin.units.from')} error={fieldError(save.error, '/from')}>
        <DayInput value={from} onChange={(v) => form.set({ from: v })} />
      </Field>
      <Field label={t('admin.units.to')} optional error={fieldError(save.error, '/to')}>
        <DayInput value={to} onChange={(v) => form.set({ to: v })} min={from} />
      </Field>
      <Loaded query={holders} lines={1}>
        {() =>
          user && from && met.length > 0 ? (
            <Others met={met} ending={ending} from={from} value={others} onChange={(v) => form.set({ others: v })} />
          ) : null
        }
      </Loaded>
    </FormModal>
  )
}

interface OthersProps {
  met: Holder[]
  ending: Holder[]
  from: string
  value: string
  onChange: (value: string) => void
}

/** Who holds the post at the same time: does their term end, or do they hold it together? */
function Others({ met, ending, from, value, onChange }: OthersProps) {
  const { t } = useTranslation()
  const names = useNames()
  const say = (list: Holder[]) =>
    list
      .map((h) => t('admin.units.holdsSince', { name: names.person(h.user_id), day: sayDay(h.from) }))
      .join(t('say.comma'))
  return (
    <div className="warn-bar" role="status">
      <div className="stack">
        <strong>{t('admin.units.alsoHeld', { names: say(met) })}</strong>
        <Radio.Group
          className="stack"
          aria-label={t('admin.units.alsoHeld', { names: say(met) })}
          value={value || undefined}
          onChange={(e) => onChange(e.target.value as string)}
          options={[
            ...(ending.length > 0
              ? [
                  {
                    value: 'end',
                    label: t('admin.units.othersEnd', {
                      names: ending.map((h) => names.person(h.user_id)).join(t('say.comma')),
                      day: sayDay(addDays(from, -1)),
                    }),
                  },
                ]
              : []),
            { value: 'together', label: t('admin.units.othersTogether') },
          ]}
        />
      </div>
    </div>
  )
}
