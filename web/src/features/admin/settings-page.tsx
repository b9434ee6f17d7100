import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Switch } from 'antd'
import type { TFunction } from 'i18next'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { zh } from '@/i18n/texts/settings'
import { NumberInput } from '@/ui/number-field'
import { numbersRight } from '@/ui/numbers'
import { Page, Panel } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { GoalSettings } from '@/work/goal-settings'
import { useNames } from '@/work/office'
import { rolesOf, useMe } from '@/work/session'
import { sayMoment } from '@/work/time'
import { useTyped } from '@/work/typed'
import './admin.css'

type Setting = Noun['Setting']

const security = ['password', 'login', 'session', 'token']

/** Passwords, sign-in, sessions and tokens belong to the security administrator, the rest to those who run the office. */
export function mayChange(key: string, roles: Noun['Role'][]): boolean {
  const group = key.split('.')[0] ?? ''
  if (security.includes(group)) return roles.includes('security-admin')
  return roles.includes('system-admin') || roles.includes('supervisor')
}

/** Every setting with its meaning, its default and its value. */
export function SettingsPage() {
  const { t, i18n } = useTranslation()
  const [text, setText] = useState('')
  const settings = useQuery({ queryKey: keys.settings(), queryFn: () => answer(api.GET('/api/v1/settings')) })
  const meaning = (s: Setting) => (i18n.language === 'en' ? s.en : s.zh)
  const wanted = (s: Setting) => text === '' || `${s.key} ${meaning(s)}`.toLowerCase().includes(text.toLowerCase())
  return (
    <Page title={t('admin.settings.title')} lead={t('admin.settings.lead')}>
      <div className="row">
        <Input.Search
          className="filter-text"
          aria-label={t('admin.settings.search')}
          placeholder={t('admin.settings.search')}
          allowClear
          onChange={(e) => setText(e.target.value.trim())}
        />
      </div>
      <Loaded query={settings}>
        {({ items }) => {
          const groups = new Map<string, Setting[]>()
          for (const s of items.filter(wanted)) {
            const group = s.key.split('.')[0] ?? ''
            groups.set(group, [...(groups.get(group) ?? []), s])
          }
          if (groups.size === 0) return <Nothing title={t('admin.settings.empty')} />
          return [...groups].map(([group, list]) => {
            const known = i18n.exists(`admin.settings.groups.${group}`) ? (group as 'other') : 'other'
            return (
              <Panel
                key={group}
                title={t(`admin.settings.groups.${known}`)}
                extra={
                  <span className="soft">
                    {t(`settings.keeper.${security.includes(group) ? 'security' : 'office'}`)}
                  </span>
                }
                bare
              >
                {list.map((s) => (
                  <Line key={`${s.key}=${JSON.stringify(s.value)}`} setting={s} meaning={meaning(s)} />
                ))}
              </Panel>
            )
          })
        }}
      </Loaded>
    </Page>
  )
}

function Line({ setting, meaning }: { setting: Setting; meaning: string }) {
  const { t, i18n } = useTranslation()
  const names = useNames()
  const box = useRef<HTMLDivElement>(null)
  const unit = (n: unknown) =>
    setting.unit && i18n.exists(`settings.unit.${setting.unit}`)
      ? t(`settings.unit.${setting.unit as 'day'}`, { n: String(n) })
      : (setting.unit ?? '')
  const range = /^(\d+)\.\.(\d+)$/.exec(setting.want)
  const wide = typeof setting.value === 'object' && setting.value !== null
  const editable = mayChange(setting.key, rolesOf(useMe()))
  const form = useTyped<{ value: unknown }>(`setting/${setting.key}`, { value: setting.value })
  const { value } = form.value
  const setValue = (v: unknown) => form.set({ value: v })
  const params = { params: { path: { key: setting.key } } }
  const put = useCommand<unknown, unknown>({
    send: (v) =>
      v === undefined
        ? answer(api.DELETE('/api/v1/settings/{key}', params))
        : answer(api.PUT('/api/v1/settings/{key}', { ...params, body: { value: v } as never })),
    invalidates: [keys.settings()],
    form,
  })
  const say = (v: unknown): string =>
    typeof v === 'boolean'
      ? t(v ? 'admin.settings.on' : 'admin.settings.off')
      : v === '' || v === null || v === undefined
        ? t('admin.settings.unset')
        : typeof v === 'object'
          ? JSON.stringify(v)
          : choices(setting.want).includes(String(v))
            ? sayChoice(String(v), t)
            : String(v)
  const changed = JSON.stringify(value) !== JSON.stringify(setting.value)
  const custom = JSON.stringify(setting.value) !== JSON.stringify(setting.default)
  return (
    <div ref={box} className={wide ? 'setting setting-wide' : 'setting'}>
      <div>
        <strong title={setting.key}>{meaning}</strong>
        <p>
          <span className="hint">
            {wide ? null : (
              <>
                {t('admin.settings.default', { value: `${say(setting.default)} ${unit(setting.default)}`.trim() })} ·{' '}
                {range
                  ? t('settings.range', { from: range[1] ?? '', to: range[2] ?? '' })
                  : t('admin.settings.want', { want: sayWant(setting.want, t) })}
              </>
            )}
            {setting.updated_by && setting.updated_at
              ? ` · ${t('admin.settings.changed', { name: names.person(setting.updated_by), at: sayMoment(setting.updated_at) })}`
              : ''}
          </span>
        </p>
        {setting.source ? <Source of={setting.source} /> : null}
        <ProblemView error={put.error} onRetry={() => put.mutate(value)} retrying={put.isPending} />
      </div>
      {setting.key === 'goal.defaults' ? (
        <GoalSettings value={value as Noun['GoalSettings']} disabled={!editable} onChange={setValue} />
      ) : (
        <span className="row setting-control">
          <Control value={value} want={setting.want} label={meaning} disabled={!editable} onChange={setValue} />
          {setting.unit ? <span className="soft">{unit(value)}</span> : null}
        </span>
      )}
      <div className="row">
        {editable && changed ? (
          <>
            <Button
              type="primary"
              loading={put.isPending}
              onClick={() => numbersRight(box.current) && put.mutate(value)}
            >
              {t('do.save')}
            </Button>
            <Button onClick={form.kept.clear}>{t('templates.undo')}</Button>
          </>
        ) : null}
        {editable && custom && !changed ? (
          <Button loading={put.isPending} onClick={() => put.mutate(undefined)}>
            {t('admin.settings.reset')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

/** What a value rests on, after its kind; a text that names its kind itself is not told it twice. */
function Source({ of }: { of: NonNullable<Setting['source']> }) {
  const { t, i18n } = useTranslation()
  const kind = t(`plans.source.${of.kind}`)
  const text = i18n.language === 'en' ? of.en : of.zh
  return (
    <p className="hint">
      {text.toLowerCase().includes(kind.toLowerCase()) ? null : <span className="tag">{kind}</span>} {text}
    </p>
  )
}

/** The forms that values may have, which the server says in English. */
function sayWant(want: string, t: TFunction): string {
  const text = /^text, at most (\d+)/.exec(want)
  if (text) return t('settings.text', { n: text[1] ?? '' })
  const listed = choices(want)
  if (listed.length > 0) return listed.map((c) => sayChoice(c, t)).join(t('say.comma'))
  return want.startsWith('e.g. ') ? t('settings.like', { example: want.slice(5) }) : want
}

/** The words that a value is one of; none when it is free. */
function choices(want: string): string[] {
  return / \| /.test(want) ? want.split(' | ') : []
}

function sayChoice(choice: string, t: TFunction): string {
  return choice in zh.choice ? t(`settings.choice.${choice as 'off'}`) : choice
}

interface ControlProps {
  value: unknown
  want: string
  label: string
  disabled: boolean
  onChange: (value: unknown) => void
}

function Control({ value, want, label, disabled, onChange }: ControlProps) {
  const { t } = useTranslation()
  if (typeof value === 'boolean') {
    return (
      <span>
        <Switch aria-label={label} checked={value} disabled={disabled} onChange={onChange} />
      </span>
    )
  }
  if (typeof value === 'number') {
    const [, min, max] = /^(\d+)\.\.(\d+)$/.exec(want)?.map(Number) ?? []
    return (
      <NumberInput
        aria-label={label}
        needed
        min={min}
        max={max}
        value={value}
        disabled={disabled}
        onChange={onChange}
      />
    )
  }
  if (typeof value === 'string' && choices(want).length > 0) {
    const options = choices(want).map((v) => ({ value: v, label: sayChoice(v, t) }))
    return <Select aria-label={label} value={value} disabled={disabled} onChange={onChange} options={options} />
  }
  if (typeof value === 'string') {
    return <Input aria-label={label} value={value} disabled={disabled} onChange={(e) => onChange(e.target.value)} />
  }
  return <Json value={value} want={want} label={label} disabled={disabled} onChange={onChange} />
}

/** A value with parts, as JSON; half-typed JSON changes nothing. */
function Json({ value, label, disabled, onChange }: ControlProps) {
  const [text, setText] = useState(() => JSON.stringify(value, null, 1))
  const parsed = (): { ok: boolean; value?: unknown } => {
    try {
      return { ok: true, value: JSON.parse(text) }
    } catch {
      return { ok: false }
    }
  }
  return (
    <Input.TextArea
      aria-label={label}
      autoSize={{ minRows: 2, maxRows: 10 }}
      disabled={disabled}
      value={text}
      status={parsed().ok ? undefined : 'error'}
      onChange={(e) => setText(e.target.value)}
      onBlur={() => {
        const p = parsed()
        if (p.ok) onChange(p.value)
      }}
    />
  )
}
