import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Page, Panel } from '@/ui/page'
import { Loaded } from '@/ui/states'
import { useNames } from '@/work/office'
import { rolesOf, useMe } from '@/work/session'
import { sayMoment } from '@/work/time'
import { Numbers } from './numbers'
import { useSay } from './say'
import { Steps } from './steps'
import { TextEditor } from './text-editor'
import './templates.css'

interface Where {
  kind?: string
  version?: number
  view?: string
}

/** The kinds of goal: what each version says, number by number with its source; edited as a new version. */
export function TemplatesPage() {
  const { t } = useTranslation()
  const say = useSay()
  const navigate = useNavigate()
  const where = useSearch({ strict: false }) as Where
  const templates = useQuery({ queryKey: keys.templates(), queryFn: () => answer(api.GET('/api/v1/templates')) })
  const go = (next: Where) => void navigate({ to: '/templates', search: next, replace: true })
  return (
    <Page title={t('templates.title')} lead={t('templates.lead')}>
      <Loaded query={templates} lines={10}>
        {({ items }) => {
          const chosen = items.find((i) => i.kind === where.kind) ?? items[0]
          if (!chosen) return null
          return (
            <div className="template-split">
              <Panel title={t('templates.kinds')} bare>
                <ul className="kind-list">
                  {items.map((i) => (
                    <li key={i.kind}>
                      <button
                        type="button"
                        aria-current={i.kind === chosen.kind ? 'true' : undefined}
                        onClick={() => go({ kind: i.kind, view: where.view })}
                      >
                        {say(i.title)}
                        <span className="soft num">{t('templates.version', { v: i.version })}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              </Panel>
              <One key={chosen.kind} kind={chosen.kind} newest={chosen.version} where={where} onGo={go} />
            </div>
          )
        }}
      </Loaded>
    </Page>
  )
}

interface OneProps {
  kind: string
  newest: number
  where: Where
  onGo: (where: Where) => void
}

function One({ kind, newest, where, onGo }: OneProps) {
  const { t } = useTranslation()
  const say = useSay()
  const version = where.version ?? newest
  const query = useQuery({
    queryKey: keys.template(kind, version),
    queryFn: () => answer(api.GET('/api/v1/templates/{kind}', { params: { path: { kind }, query: { version } } })),
  })
  const mayEdit = rolesOf(useMe()).includes('supervisor') && version === newest
  const views = ['numbers', 'steps', 'text'] as const
  const view = views.find((v) => v === where.view) ?? 'numbers'
  return (
    <div className="stack">
      <Loaded query={query} lines={12}>
        {(found) => (
          <>
            <Head found={found} newest={newest} onVersion={(v) => onGo({ ...where, kind, version: v })} />
            <div className="row">
              <Segmented<(typeof views)[number]>
                value={view}
                onChange={(next) => onGo({ ...where, kind, view: next })}
                options={views.map((value) => ({ value, label: t(`templates.view.${value}`) }))}
              />
              {version === newest ? null : <span className="warn-bar">{t('templates.old', { v: newest })}</span>}
            </div>
            {view === 'numbers' ? <Numbers key={version} view={found} mayEdit={mayEdit} /> : null}
            {view === 'steps' ? <Steps template={found.template} /> : null}
            {view === 'text' ? <TextEditor key={version} view={found} mayEdit={mayEdit} /> : null}
            <p className="hint">{say(found.template.weights)}</p>
          </>
        )}
      </Loaded>
    </div>
  )
}

interface HeadProps {
  found: Noun['TemplateView']
  newest: number
  onVersion: (version: number | undefined) => void
}

function Head({ found, newest, onVersion }: HeadProps) {
  const { t } = useTranslation()
  const say = useSay()
  const names = useNames()
  const { template, versions } = found
  const by = (v: Noun['TemplateVersion']) =>
    v.created_by ? `${names.person(v.created_by)} ${sayMoment(v.created_at)}` : t('templates.shipped')
  return (
    <Panel
      title={say(template.title)}
      extra={
        <Select
          aria-label={t('templates.versions')}
          value={template.version}
          popupMatchSelectWidth={false}
          onChange={(v) => onVersion(v === newest ? undefined : v)}
          options={versions.map((v) => ({
            value: v.version,
            label: `${t('templates.version', { v: v.version })} · ${by(v)}`,
          }))}
        />
      }
    >
      <div className="stack">
        <p>{say(template.description)}</p>
        <details>
          <summary>{t('templates.basis', { n: template.basis.length })}</summary>
          <ul className="template-basis">
            {template.basis.map((b) => (
              <li key={b.zh}>{say(b)}</li>
            ))}
          </ul>
        </details>
      </div>
    </Panel>
  )
}
