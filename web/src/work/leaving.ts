import { useBlocker } from '@tanstack/react-router'
import { useTell } from '@/ui/tell'

/** Asks before somebody leaves a page on which something would be lost. */
export function useLeaving(would: boolean, question: string): void {
  const { modal } = useTell()
  useBlocker({
    shouldBlockFn: async () => {
      if (!would) return false
      const leave = await modal.confirm({ title: question })
      return !leave
    },
    enableBeforeUnload: would,
  })
}
