import { EllipsisOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Menu } from '@/ui/menu'
import type { StepCommand } from './commands'
import type { Intent } from './forms/sheet'

const acts: StepCommand[] = ['instruct', 'urge', 'assign', 'comment']

/** What whoever oversees a step may do with it wherever it stands in a list; the form says what is not allowed, and why. */
export function StepActs({ step, onIntent }: { step: Noun['Step']; onIntent: (intent: Intent) => void }) {
  const { t } = useTranslation()
  return (
    <Menu
      items={acts.map((command) => ({
        key: command,
        label: t(`command.${command}`),
        onClick: () => onIntent({ goal: step.goal_id, step: step.key, command }),
      }))}
    >
      <Button
        className="no-print"
        size="small"
        icon={<EllipsisOutlined />}
        aria-label={t('board.act', { title: step.title })}
      />
    </Menu>
  )
}
