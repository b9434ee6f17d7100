import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { useBoth } from '@/ui/word'
import { useChecklists } from '@/work/checklists'
import { Tabs } from './tabs'
import './inspections.css'

/** 检查表: what is looked at, by kind of place, in the newest versions. */
export function ChecklistsPage() {
  const { t } = useTranslation()
  const both = useBoth()
  const lists = useChecklists()
  return (
    <Page title={t('checklist.title')} lead={t('checklist.lead')}>
      <Tabs />
      <div className="panel">
        <Loaded query={lists}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing title={t('checklist.none')} />
            ) : (
              <table className="grid grid-cards">
                <thead>
                  <tr>
                    <th>{t('checklist.name')}</th>
                    <th>{t('place.kind')}</th>
                    <th>{t('checklist.items')}</th>
                    <th>{t('checklist.majors')}</th>
                    <th>{t('checklist.versionName')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((list) => (
                    <tr key={list.key}>
                      <td>
                        <Link to="/checklists/$listKey" params={{ listKey: list.key }}>
                          <strong>{both(list.title)}</strong>
                        </Link>
                      </td>
                      <td data-name={t('place.kind')}>{t(`placeKind.${list.place as 'other'}`)}</td>
                      <td data-name={t('checklist.items')} className="num">
                        {list.items.length}
                      </td>
                      <td data-name={t('checklist.majors')} className="num">
                        {list.items.filter((i) => i.level === 'major').length}
                      </td>
                      <td data-name={t('checklist.versionName')}>{t('checklist.version', { n: list.version })}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </Loaded>
      </div>
    </Page>
  )
}
