import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { type Locale, speak } from '@/i18n'
import { Field, fieldError } from '@/ui/field'
import { Page, Panel } from '@/ui/page'
import { PasswordForm } from '@/ui/password-form'
import { Restored } from '@/ui/restored'
import { ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { Delegations } from '@/work/delegations'
import { useNames } from '@/work/office'
import { rolesOf, useMe } from '@/work/session'
import { useTyped } from '@/work/typed'
import { Burden } from './burden'
import { Channels } from './channels'
import { Feed } from './feed'
import { SecondFactor } from './second-factor'
import { Sessions } from './sessions'
import { Tokens } from './tokens'

const views = ['profile', 'security', 'told'] as const
type View = (typeof views)[number]

/** My account: who I am and who stands in for me, how I sign in, where I am told. */
export function AccountPage() {
  const { t } = useTranslation()
  const { message } = useTell()
  const navigate = useNavigate()
  const { view } = useSearch({ strict: false })
  const shown: View = views.find((v) => v === view) ?? 'profile'
  return (
    <Page title={t('account.title')} narrow>
      <Segmented<View>
        block
        value={shown}
        onChange={(v) => void navigate({ to: '/account', search: { view: v }, replace: true })}
        options={views.map((v) => ({ value: v, label: t(`account.view.${v}`) }))}
      />
      {shown === 'profile' ? (
        <>
          <Profile />
          <Delegations mine />
          <Burden />
        </>
      ) : null}
      {shown === 'security' ? (
        <>
          <Panel title={t('account.password')}>
            <PasswordForm onDone={() => void message.success(t('account.passwordDone'))} />
          </Panel>
          <SecondFactor />
          <Sessions />
          <Tokens />
        </>
      ) : null}
      {shown === 'told' ? (
        <>
          <Channels />
          <Feed />
        </>
      ) : null}
    </Page>
  )
}

function Profile() {
  const { t } = useTranslation()
  const { message } = useTell()
  const me = useMe()
  const names = useNames()
  const form = useTyped<Noun['Profile']>('profile', {
    locale: me.user.locale as Locale,
    phone: me.user.phone ?? '',
    email: me.user.email ?? '',
  })
  const { value, set } = form
  const save = useCommand<Noun['Profile'], Noun['User']>({
    send: (body) => answer(api.PUT('/api/v1/me/profile', { body })),
    invalidates: [keys.me()],
    form,
    done: (user) => {
      void speak(user.locale as Locale)
      void message.success(t('account.saved'))
    },
  })
  const facts: [string, string][] = [
    [t('account.name'), me.user.name],
    [t('account.username'), me.user.username],
    [
      t('account.roles'),
      rolesOf(me)
        .map((r) => t(`role.${r}`))
        .join(t('say.comma')),
    ],
    [t('account.posts'), (me.actor.posts ?? []).map((p) => names.title(`post:${p}`)).join(t('say.comma'))],
    [t('account.actingFor'), (me.actor.for ?? []).map((f) => f.name).join(t('say.comma'))],
  ]
  return (
    <Panel title={t('account.profile')}>
      <div className="stack">
        <dl className="facts">
          {facts.map(([name, text]) =>
            text ? (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ) : null,
          )}
        </dl>
        <form
          className="form"
          onSubmit={(e) => {
            e.preventDefault()
            save.mutate(value)
          }}
        >
          <Restored kept={form.kept} />
          <Field label={t('account.language')}>
            <Select
              value={value.locale}
              onChange={(locale) => set({ locale })}
              options={[
                { value: 'zh-CN' as const, label: '中文' },
                { value: 'en' as const, label: 'English' },
              ]}
            />
          </Field>
          <Field label={t('account.phone')} optional error={fieldError(save.error, '/phone')}>
            <Input
              maxLength={32}
              inputMode="tel"
              autoComplete="tel"
              value={value.phone}
              onChange={(e) => set({ phone: e.target.value })}
            />
          </Field>
          <Field label={t('account.email')} optional error={fieldError(save.error, '/email')}>
            <Input
              maxLength={254}
              inputMode="email"
              autoComplete="email"
              value={value.email}
              onChange={(e) => set({ email: e.target.value })}
            />
          </Field>
          <ProblemView error={save.error} onRetry={() => save.mutate(value)} retrying={save.isPending} />
          <div className="form-actions">
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {t('do.save')}
            </Button>
          </div>
        </form>
      </div>
    </Panel>
  )
}
