import { Button, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useWord } from '@/ui/word'
import { known, optionsFor, type StepCommand, useAddable } from '@/work/commands'
import type { Intent } from '@/work/forms/sheet'

const first = ['accept', 'submit', 'decide', 'close-out', 'archive']

interface Props {
  view: Noun['GoalView']
  step?: string
  onIntent: (intent: Intent) => void
}

/** What may be done now as buttons; everything else grey, with the reason that the server gives. */
export function Actions({ view, step, onIntent }: Props) {
  const { t } = useTranslation()
  const word = useWord()
  const options = optionsFor(view, step)
  // Whoever may add a group has none to add where the template has none.
  const mayAdd = options.some((o) => o.command === 'add-group' && o.allowed)
  const addable = useAddable(view.goal.id, mayAdd).data?.items.length ?? 0
  // One button a command; the rounds of one command are told apart in its form.
  const commands = [...new Set(options.map((o) => o.command))].filter((c) => c !== 'return' && known(c, step))
  const best = commands.map((c) => {
    const all = options.filter((o) => o.command === c)
    return all.find((o) => o.allowed) ?? (all[0] as Noun['Option'])
  })
  const open = best.filter((o) => o.allowed && (o.command !== 'add-group' || addable > 0))
  const shut = best.filter((o) => !o.allowed)
  const rank = (o: Noun['Option']) => (first.includes(o.command) ? 0 : 1)
  open.sort((a, b) => rank(a) - rank(b))
  return (
    <div className="actions">
      <div className="row">
        {open.map((o) => (
          <Button
            key={o.command}
            type={first.includes(o.command) ? 'primary' : 'default'}
            danger={o.command === 'cancel'}
            onClick={() =>
              onIntent({ goal: view.goal.id, step, command: o.command as StepCommand, round: o.round || undefined })
            }
          >
            {word('command', o.command)}
          </Button>
        ))}
      </div>
      {shut.length > 0 ? (
        <details>
          <summary>{t('goal.blocked')}</summary>
          <ul className="actions-shut">
            {shut.map((o) => (
              <li key={o.command}>
                <Tooltip title={o.why}>
                  <span>
                    <Button size="small" disabled>
                      {word('command', o.command)}
                    </Button>
                  </span>
                </Tooltip>
                <span className="soft">{o.why}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}
