import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { speak } from '@/i18n'
import './sign-in.css'

/** The card in front of everything: sign-in, and the change of a one-time password. */
export function Door({
  title,
  lead,
  foot,
  children,
}: {
  title: string
  lead: string
  foot?: string
  children: ReactNode
}) {
  const { i18n } = useTranslation()
  const english = i18n.language === 'en'
  return (
    <main className="door">
      <div className="door-card">
        <div className="door-head">
          <img src="/favicon.svg" alt="" width={48} height={48} />
          <h1>{title}</h1>
          <p className="soft">{lead}</p>
        </div>
        {children}
        <div className="door-foot">
          <span>{foot}</span>
          <Button type="link" size="small" onClick={() => void speak(english ? 'zh-CN' : 'en')}>
            {english ? '中文' : 'English'}
          </Button>
        </div>
      </div>
    </main>
  )
}
