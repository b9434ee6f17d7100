import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'

/** Text that is selected in a region, by the characters of the region. */
export interface Selected {
  text: string
  start: number
  end: number
}

const most = 4000 // characters of a measure

function selectedIn(box: HTMLElement | null): Selected | undefined {
  const selection = document.getSelection()
  if (!box || !selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  if (!box.contains(range.commonAncestorContainer)) return undefined
  const before = document.createRange()
  before.selectNodeContents(box)
  before.setEnd(range.startContainer, range.startOffset)
  const letters = Array.from(range.toString())
  const text = letters.join('').trim()
  if (text === '' || letters.length > most) return undefined
  const start = Array.from(before.toString()).length + letters.findIndex((l) => l.trim() !== '')
  return { text, start, end: start + Array.from(text).length }
}

/** What is selected in a region; by keyboard, Shift with the arrows selects from where `mark` stands. */
export function useSelected(box: RefObject<HTMLElement | null>, mark: () => Element | null | undefined) {
  const [selected, setSelected] = useState<Selected>()
  useEffect(() => {
    const look = () => setSelected(selectedIn(box.current))
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [box])
  const onKeyDown = (event: KeyboardEvent) => {
    const selection = document.getSelection()
    const way = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!way || !event.shiftKey || !selection || !box.current) return
    event.preventDefault()
    if (!box.current.contains(selection.anchorNode)) selection.collapse(mark() ?? box.current, 0)
    const by = event.key === 'ArrowRight' || event.key === 'ArrowLeft' ? 'character' : 'line'
    selection.modify('extend', way > 0 ? 'forward' : 'backward', by)
  }
  return { selected, onKeyDown, clear: () => document.getSelection()?.removeAllRanges() }
}
