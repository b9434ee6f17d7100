import { useTranslation } from 'react-i18next'
import { weekdayOf } from '@/work/time'
import { Workdays, type Year } from '@/work/workdays'

export type FullYear = Year & { source?: string }

/** A year on one sheet: what is off, and what is worked in exchange. */
export function YearSheet({ year }: { year: FullYear }) {
  const { t } = useTranslation()
  const calendar = new Workdays([year])
  const pad = (n: number) => String(n).padStart(2, '0')
  return (
    <div className="year">
      {Array.from({ length: 12 }, (_, m) => {
        const month = `${year.year}-${pad(m + 1)}`
        const length = new Date(Date.UTC(year.year, m + 1, 0)).getUTCDate()
        const lead = (weekdayOf(`${month}-01`) + 6) % 7 // weeks begin on Monday
        const cells: (number | null)[] = [
          ...Array.from({ length: lead }, () => null),
          ...Array.from({ length }, (_, d) => d + 1),
        ]
        const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, w) => cells.slice(w * 7, w * 7 + 7))
        return (
          <table key={month} className="month num">
            <caption>{t('admin.calendars.month', { m: m + 1 })}</caption>
            <thead>
              <tr>
                {([1, 2, 3, 4, 5, 6, 0] as const).map((d) => (
                  <th key={d} scope="col" title={t(`time.weekday.${d}`)}>
                    {t(`time.weekdayHead.${d}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week, w) => (
                <tr key={`${month}-${week.find(Boolean) ?? w}`}>
                  {week.map((d, i) => {
                    const day = d ? `${month}-${pad(d)}` : ''
                    const kind = !d
                      ? ''
                      : year.worked?.includes(day)
                        ? 'day-worked'
                        : year.off?.includes(day)
                          ? 'day-off'
                          : calendar.rests(day)
                            ? 'day-rest'
                            : ''
                    return (
                      <td key={day || `blank-${i}`} className={kind}>
                        {d}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )
      })}
    </div>
  )
}
