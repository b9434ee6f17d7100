/** Where the boxes of a graph stand: layers from left to right, each step right of everything it waits for. */
export interface Box<T> {
  item: T
  key: string
  layer: number
  row: number
}

export interface Layout<T> {
  boxes: Box<T>[]
  edges: { from: Box<T>; to: Box<T> }[]
  layers: number
  rows: number
}

interface Node {
  key: string
  position: number
  after?: string[]
}

export function layout<T extends Node>(nodes: T[]): Layout<T> {
  const byKey = new Map(nodes.map((n) => [n.key, n]))
  const layers = new Map<string, number>()
  const depth = (key: string, path: Set<string>): number => {
    const known = layers.get(key)
    if (known !== undefined) return known
    if (path.has(key)) return 0 // a cycle: a draft may have one, and is still drawn
    path.add(key)
    let layer = 0
    for (const before of byKey.get(key)?.after ?? []) {
      if (byKey.has(before)) layer = Math.max(layer, depth(before, path) + 1)
    }
    path.delete(key)
    layers.set(key, layer)
    return layer
  }
  for (const node of nodes) depth(node.key, new Set())

  const columns: T[][] = []
  for (const node of [...nodes].sort((a, b) => a.position - b.position)) {
    const layer = layers.get(node.key) ?? 0
    columns[layer] = [...(columns[layer] ?? []), node]
  }
  const boxes = new Map<string, Box<T>>()
  columns.forEach((column, layer) => {
    // Beside what it waits for, so that few lines cross.
    const centre = (n: T) => {
      const rows = (n.after ?? []).flatMap((k) => boxes.get(k)?.row ?? [])
      return rows.length > 0 ? rows.reduce((a, b) => a + b, 0) / rows.length : Number.NaN
    }
    const order = column.map((item, i) => ({ item, at: Number.isNaN(centre(item)) ? i : centre(item) }))
    order.sort((a, b) => a.at - b.at)
    order.forEach(({ item }, row) => {
      boxes.set(item.key, { item, key: item.key, layer, row })
    })
  })
  const edges = nodes.flatMap((n) =>
    (n.after ?? []).flatMap((k) => {
      const from = boxes.get(k)
      const to = boxes.get(n.key)
      return from && to ? [{ from, to }] : []
    }),
  )
  return {
    boxes: [...boxes.values()],
    edges,
    layers: columns.length,
    rows: Math.max(0, ...columns.map((c) => c?.length ?? 0)),
  }
}
