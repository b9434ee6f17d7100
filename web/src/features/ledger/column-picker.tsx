import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Column, columns, usual } from './columns'

/** Which columns the ledger shows; the step itself always. */
export function ColumnPicker({ shown, onShown }: { shown: Column[]; onShown: (shown: Column[]) => void }) {
  const { t } = useTranslation()
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('ledger.columnsTitle')}
      content={
        <div className="column-picker">
          {columns.map((c) => (
            <Checkbox
              key={c}
              checked={shown.includes(c)}
              disabled={c === 'step'}
              onChange={(e) =>
                onShown(columns.filter((other) => (other === c ? e.target.checked : shown.includes(other))))
              }
            >
              {t(`ledger.column.${c}`)}
            </Checkbox>
          ))}
          <Button size="small" onClick={() => onShown(usual)}>
            {t('ledger.columnsUsual')}
          </Button>
        </div>
      }
    >
      <Button icon={<SettingOutlined />}>{t('ledger.columns')}</Button>
    </Popover>
  )
}
