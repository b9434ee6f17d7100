import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

let shown = 0 // pages since the program was opened in this tab

/**
 * The heading of a page names the browser's tab too, so that tabs and the history can be told apart. On the way from
 * page to page the heading takes the focus: whoever hears the page is told where they are, and Tab goes on from there.
 */
export function useTitle() {
  const { t, i18n } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const product = t('app.name')
  // After every render: what the heading says may have been read only now.
  useEffect(() => {
    const text = heading.current?.textContent ?? ''
    document.title = text && text !== product ? `${text} · ${product}` : product
  })
  useEffect(() => {
    shown += 1
    const elsewhere = !document.activeElement?.closest('#main, form, [role="dialog"]')
    if (shown > 1 && elsewhere) heading.current?.focus({ preventScroll: true })
    return () => {
      document.title = i18n.t('app.name')
    }
  }, [i18n])
  return heading
}
