import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ConfigProvider, App as Messages } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keys } from '@/api/keys'
import { Problem } from '@/api/problem'
import { Fence } from './fence'
import { newRouter } from './router'
import { theme } from './theme'

/** Reads are tried again when the server was out of reach; commands never by themselves. */
export function newClient(): QueryClient {
  // Whoever's session has ended is asked to sign in, wherever it was noticed.
  const onError = (error: unknown) => {
    if (error instanceof Problem && error.signedOut && client.getQueryData(keys.me())) {
      void client.resetQueries({ queryKey: keys.me(), exact: true })
    }
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (n, error) => n < 2 && error instanceof Problem && error.uncertain,
        retryDelay: (n) => 800 * 2 ** n,
      },
    },
  })
  return client
}

/** How everything looks and which language antd's own words are in. */
export function Look({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const english = i18n.language === 'en'
  dayjs.locale(english ? 'en' : 'zh-cn')
  return (
    <ConfigProvider locale={english ? enUS : zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <Messages className="app">{children}</Messages>
    </ConfigProvider>
  )
}

export function App() {
  const [client] = useState(newClient)
  const [router] = useState(() => newRouter(client))
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
