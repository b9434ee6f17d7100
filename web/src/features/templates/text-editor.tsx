import { Button } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { asProblem } from '@/api/problem'
import { Panel } from '@/ui/page'
import { Restored } from '@/ui/restored'
import { ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useTyped } from '@/work/typed'
import { lineOf, useTemplateEdit } from './save'

/** The whole text of a template, to be edited as a new version; what is wrong leads to its line. */
export function TextEditor({ view, mayEdit }: { view: Noun['TemplateView']; mayEdit: boolean }) {
  const { t } = useTranslation()
  const { message } = useTell()
  const { version, kind } = view.template
  const form = useTyped(`template/${kind}/text`, { text: view.text, from: 0 })
  const { text, from } = form.value
  const area = useRef<HTMLTextAreaElement>(null)
  const { check, save } = useTemplateEdit(
    view,
    (saved) => void message.success(t('templates.saved', { v: saved.template.version })),
    form,
  )
  const error = save.error ?? check.error
  const changed = text !== view.text
  const goTo = (line: number) => {
    const box = area.current
    if (!box) return
    const lines = text.split('\n')
    const start = lines.slice(0, line).reduce((n, l) => n + l.length + 1, 0)
    box.focus()
    box.setSelectionRange(start, start + (lines[line]?.length ?? 0))
    box.scrollTop = Math.max(0, (box.scrollHeight / lines.length) * (line - 4))
  }
  return (
    <Panel
      title={t('templates.view.text')}
      extra={
        mayEdit ? (
          <>
            <span className="hint" role="status">
              {check.data && changed ? t('templates.sound') : ''}
            </span>
            <Button disabled={!changed} onClick={form.kept.clear}>
              {t('templates.undo')}
            </Button>
            <Button disabled={!changed} loading={check.isPending} onClick={() => check.mutate({ text })}>
              {t('templates.check')}
            </Button>
            <Button type="primary" disabled={!changed} loading={save.isPending} onClick={() => save.mutate({ text })}>
              {t('templates.save', { v: version + 1 })}
            </Button>
          </>
        ) : null
      }
    >
      <div className="stack">
        <p className="hint">{t('templates.textHint')}</p>
        {mayEdit ? <Restored kept={form.kept} /> : null}
        {mayEdit && changed && from > 0 && from !== version ? (
          <p className="warn-bar">{t('templates.older', { from, v: version })}</p>
        ) : null}
        <Faults error={error} text={text} onGo={goTo} />
        <textarea
          ref={area}
          className="template-text"
          aria-label={t('templates.view.text')}
          spellCheck={false}
          readOnly={!mayEdit}
          maxLength={262_144}
          rows={28}
          value={mayEdit ? text : view.text}
          onChange={(e) => {
            form.set({ text: e.target.value, from: e.target.value === view.text ? 0 : from || version })
            check.reset()
            save.reset()
          }}
        />
      </div>
    </Panel>
  )
}

function Faults({ error, text, onGo }: { error: unknown; text: string; onGo: (line: number) => void }) {
  const { t } = useTranslation()
  if (!error) return null
  const problem = asProblem(error)
  if (problem.errors.length === 0) return <ProblemView error={error} />
  return (
    <div className="template-faults" role="alert">
      <strong>{t('templates.faults', { n: problem.errors.length })}</strong>
      <ul>
        {problem.errors.map((e) => {
          const line = lineOf(text, e.pointer)
          return (
            <li key={e.pointer + e.code + e.detail}>
              {line >= 0 ? (
                <button type="button" className="as-link" onClick={() => onGo(line)}>
                  {t('templates.line', { n: line + 1 })}
                </button>
              ) : (
                <code>{e.pointer || '/'}</code>
              )}{' '}
              {e.detail}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
