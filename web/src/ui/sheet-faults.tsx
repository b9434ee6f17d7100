import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import { ProblemView } from './states'

interface Props {
  error: unknown
  busy: boolean
  onRetry: () => void
  /** The name of a column as the sheet has it; the server says it where it knows. */
  column?: (key: string) => string
}

/** What is wrong with a sheet, by row and column; anything else as it is. */
export function SheetFaults({ error, busy, onRetry, column }: Props) {
  const { t } = useTranslation()
  if (!error) return null
  const faults = asProblem(error).errors.flatMap((e) => {
    const found = /^\/rows\/(\d+)(?:\/(.*))?$/.exec(e.pointer)
    if (!found) return []
    const key = found[2] ?? ''
    const name = e.params?.column || (key && column?.(key)) || key || '—'
    return [{ row: Number(found[1]), where: e.params?.cell ? `${name} (${e.params.cell})` : name, detail: e.detail }]
  })
  if (faults.length === 0) return <ProblemView error={error} onRetry={onRetry} retrying={busy} />
  return (
    <div className="sheet-faults" role="alert">
      <p>
        <strong>{t('people.faults', { n: faults.length })}</strong> {t('people.faultsHint')}
      </p>
      <table className="grid">
        <thead>
          <tr>
            <th>{t('people.row')}</th>
            <th>{t('people.where')}</th>
            <th>{t('people.what')}</th>
          </tr>
        </thead>
        <tbody>
          {[...faults]
            .sort((a, b) => a.row - b.row)
            .map((f) => (
              <tr key={`${f.row}/${f.where}/${f.detail}`}>
                <td className="num">{f.row}</td>
                <td>{f.where}</td>
                <td>{f.detail}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}
