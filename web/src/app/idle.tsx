import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { keys } from '@/api/keys'
import { useLater } from '@/ui/later'
import type { Me } from '@/work/session'
import { useSignOut } from './session'

const load = () => import('./idle-warning').then((m) => m.IdleWarning)

const warnFor = 60_000
const shared = 'duban.active' // other tabs of this browser count too

function lastActive(): number {
  try {
    return Number(localStorage.getItem(shared)) || 0
  } catch {
    return 0
  }
}

function markActive(now: number) {
  try {
    localStorage.setItem(shared, String(now))
  } catch {
    // Then each tab counts for itself.
  }
}

/**
 * Signs out when nobody touched the page for as long as a session may idle, and says so a minute before. Background
 * reading keeps a session alive on the server, so the page itself has to watch its user.
 */
export function IdleWatch({ session }: { session: NonNullable<Me['session']> }) {
  const client = useQueryClient()
  const signOut = useSignOut()
  const [left, setLeft] = useState<number | null>(null)
  const active = useRef(Date.now())
  const asked = useRef(Date.now())
  const allowed = Math.max(Date.parse(session.idle_until) - Date.parse(session.last_seen), 2 * warnFor)

  const stay = () => {
    active.current = Date.now()
    markActive(active.current)
    setLeft(null)
  }

  useEffect(() => {
    let ended = false
    const touch = () => {
      const now = Date.now()
      if (now - active.current < 1000) return
      active.current = now
      markActive(now)
      // Somebody who types for long tells the server now and then that they are there.
      if (now - asked.current > allowed / 3) {
        asked.current = now
        void client.invalidateQueries({ queryKey: keys.me(), exact: true })
      }
    }
    const watch = setInterval(() => {
      const idle = Date.now() - Math.max(active.current, lastActive())
      if (ended) return
      if (idle >= allowed) {
        ended = true
        void signOut('idle')
      } else setLeft(idle >= allowed - warnFor ? Math.ceil((allowed - idle) / 1000) : null)
    }, 1000)
    const events = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const
    for (const name of events) window.addEventListener(name, touch, { passive: true })
    markActive(active.current)
    return () => {
      clearInterval(watch)
      for (const name of events) window.removeEventListener(name, touch)
    }
  }, [allowed, client, signOut])

  const Warning = useLater(load, left)
  return left !== null && Warning ? <Warning left={left} onStay={stay} /> : null
}
