import type { App, ModalFuncProps } from 'antd'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { useLater } from './later'

type Host = ReturnType<typeof App.useApp>
type Tone = 'success' | 'warning' | 'error'

/** Short messages that pass by themselves, and questions that wait for an answer. */
export interface Tell {
  message: Record<Tone, (text: string) => Promise<void>>
  modal: {
    /** Whether it was confirmed. */
    confirm: (question: ModalFuncProps) => Promise<boolean>
    warning: (told: ModalFuncProps) => Promise<void>
    error: (told: ModalFuncProps) => Promise<void>
  }
}

const load = () => import('./tell-host').then((m) => m.TellHost)
const Context = createContext<Tell | null>(null)

/** Speaks through a host that is put up when the first word is said. */
function speaker(ask: () => void): { tell: Tell; ready: (host: Host) => void } {
  let ready: (host: Host) => void = () => undefined
  const host = new Promise<Host>((resolve) => {
    ready = resolve
  })
  const hosted = () => {
    ask()
    return host
  }
  const speak = (tone: Tone) => async (text: string) => void (await hosted()).message[tone](text)
  const show = (tone: 'warning' | 'error') => async (told: ModalFuncProps) => void (await hosted()).modal[tone](told)
  const tell: Tell = {
    message: { success: speak('success'), warning: speak('warning'), error: speak('error') },
    modal: {
      confirm: async (question) => (await hosted()).modal.confirm(question),
      warning: show('warning'),
      error: show('error'),
    },
  }
  return { tell, ready: (h) => ready(h) }
}

/** Where messages and questions appear. A word said without a network appears with the first one said when there is one. */
export function TellPlace({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState(0)
  const [{ tell, ready }] = useState(() => speaker(() => setAsked((n) => n + 1)))
  const Host = useLater(load, asked)
  return (
    <Context value={tell}>
      {children}
      {Host ? <Host onReady={ready} /> : null}
    </Context>
  )
}

export function useTell(): Tell {
  const tell = useContext(Context)
  if (!tell) throw new Error('useTell is used outside of TellPlace')
  return tell
}
