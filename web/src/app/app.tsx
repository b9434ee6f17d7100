import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { TellPlace } from '@/ui/tell'
import type { Begun } from './begin'
import { Fence } from './fence'
import { theme } from './theme'

/** How everything looks and which language antd's own words are in. */
export function Look({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const english = i18n.language === 'en'
  dayjs.locale(english ? 'en' : 'zh-cn')
  return (
    <ConfigProvider locale={english ? enUS : zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <TellPlace>
        <div className="app ant-app duban">{children}</div>
      </TellPlace>
    </ConfigProvider>
  )
}

export function App({ client, router }: Begun) {
  return (
    <Look>
      <QueryClientProvider client={client}>
        <Fence>
          <RouterProvider router={router} />
        </Fence>
      </QueryClientProvider>
    </Look>
  )
}
