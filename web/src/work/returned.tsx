import { RollbackOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { sayMoment } from './time'

/** Why something came back: on top of everything, in the words of who sent it back. */
export function Returned({ opinion }: { opinion: Noun['Opinion'] }) {
  const { t } = useTranslation()
  return (
    <div className="warn-bar">
      <RollbackOutlined aria-hidden="true" />{' '}
      <strong>{t('goal.returnedBy', { name: opinion.by.name, at: sayMoment(opinion.at) })}</strong>
      <p className="pre">{opinion.text}</p>
    </div>
  )
}
