import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { freshKey } from './cycle-edit'
import { useFactOptions } from './rule-fields'

type Veto = Noun['Veto']

interface Props {
  vetoes: Veto[]
  onChange: (vetoes: Veto[]) => void
}

/** What fails everything, whatever the points. */
export function Vetoes({ vetoes, onChange }: Props) {
  const { t } = useTranslation()
  const facts = useFactOptions()
  const set = (key: string, part: Partial<Veto>) => onChange(vetoes.map((v) => (v.key === key ? { ...v, ...part } : v)))
  const key = freshKey(
    'v',
    vetoes.map((v) => v.key),
  )
  return (
    <fieldset className="plain-set">
      <legend>{t('cycle.vetoes')}</legend>
      <p className="hint">{t('make.vetoHint')}</p>
      {vetoes.map((v, i) => (
        <div key={v.key} className="row part-row">
          <Input
            aria-label={t('make.vetoTitleN', { n: i + 1 })}
            placeholder={t('make.vetoTitle')}
            maxLength={200}
            value={v.title}
            onChange={(e) => set(v.key, { title: e.target.value })}
          />
          <Select
            allowClear
            aria-label={t('make.vetoFactN', { n: i + 1 })}
            placeholder={t('make.vetoFact')}
            value={v.fact}
            onChange={(fact) => set(v.key, { fact, ...(fact ? {} : { tag: undefined }) })}
            options={facts}
            popupMatchSelectWidth={false}
          />
          {v.fact ? (
            <Input
              aria-label={t('make.tag')}
              placeholder={t('make.tag')}
              maxLength={60}
              value={v.tag}
              onChange={(e) => set(v.key, { tag: e.target.value || undefined })}
            />
          ) : null}
          <Button
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('make.removeVetoN', { n: i + 1 })}
            onClick={() => onChange(vetoes.filter((o) => o.key !== v.key))}
          />
        </div>
      ))}
      <div>
        <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...vetoes, { key, title: '' }])}>
          {t('make.addVeto')}
        </Button>
      </div>
    </fieldset>
  )
}
