import { App } from 'antd'
import { useEffect } from 'react'

type Host = ReturnType<typeof App.useApp>

/** Puts up antd's places for messages and questions, and hands them out. */
export function TellHost({ onReady }: { onReady: (host: Host) => void }) {
  return (
    <App>
      <HandOut onReady={onReady} />
    </App>
  )
}

function HandOut({ onReady }: { onReady: (host: Host) => void }) {
  const host = App.useApp()
  useEffect(() => onReady(host), [host, onReady])
  return null
}
