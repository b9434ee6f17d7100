/** The id of the control in which a JSON pointer is edited. */
export function fieldId(pointer: string): string {
  return `f${pointer.replaceAll('/', '-')}`
}

/** Shows and focuses the place that a pointer means, or the nearest thing round it that can be shown. */
export function focusAt(pointer: string): void {
  const parts = pointer.split('/')
  for (let n = parts.length; n > 1; n--) {
    const found = document.getElementById(fieldId(parts.slice(0, n).join('/')))
    if (!found) continue
    for (let fold = found.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) {
      fold.setAttribute('open', '')
    }
    found.scrollIntoView({ block: 'center' })
    found.focus()
    return
  }
}
