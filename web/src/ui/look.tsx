import { LoadingOutlined } from '@ant-design/icons'
import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { theme } from './theme'

// The turning icon comes and goes at once: antd's own slides, and stays when an answer is quicker than it.
const button = { autoInsertSpace: false, loadingIcon: <LoadingOutlined /> }

/** How antd looks, and which language its own words are in. */
export function Look({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const english = i18n.language === 'en'
  dayjs.locale(english ? 'en' : 'zh-cn')
  return (
    <ConfigProvider locale={english ? enUS : zhCN} theme={theme} button={button}>
      {children}
    </ConfigProvider>
  )
}

const dressed = new WeakMap<object, unknown>()

/**
 * A part that is fetched after the first picture, together with the look that its antd needs. The same part is dressed
 * once: fetched twice, it stays the one that stands on the page.
 */
export function inLook<P extends object>(Part: ComponentType<P>): ComponentType<P> {
  const known = dressed.get(Part) as ComponentType<P> | undefined
  if (known) return known
  const Dressed = (props: P) => (
    <Look>
      <Part {...props} />
    </Look>
  )
  dressed.set(Part, Dressed)
  return Dressed
}
