import type { LineageDto } from '#lib/lineage/schema.ts'

/** Pixels: a picture's box, and the distance between the middles of neighbours along and across the steps. */
export const GRAPH = { node: 104, step: 184, row: 120, margin: 24 } as const

export interface Place {
  id: string
  level: number
  /** Pixels to the middle of the picture. */
  x: number
  y: number
}

export interface Layout {
  places: ReadonlyMap<string, Place>
  width: number
  height: number
}

type Graph = Pick<LineageDto, 'nodes' | 'edges'>

/** Ids of every level in an order in which lines cross little: each near those it is joined with in the level before. */
function orderedLevels({ nodes, edges }: Graph): Map<number, string[]> {
  const levelOf = new Map(nodes.map(({ item, level }) => [item.id, level]))
  const joined = new Map<string, string[]>()
  const join = (from: string, to: string) => joined.set(from, [...(joined.get(from) ?? []), to])
  for (const { from, to } of edges) {
    join(from, to)
    join(to, from)
  }
  const levels = Map.groupBy(levelOf.keys(), (id) => levelOf.get(id) ?? 0)
  // From the middle outwards, so that what comes first is ordered already.
  const outwards = [...levels.keys()].sort((a, b) => Math.abs(a) - Math.abs(b))
  const rank = new Map<string, number>()
  for (const level of outwards) {
    const inner = level - Math.sign(level)
    const pull = (id: string) => {
      const places = (joined.get(id) ?? []).flatMap((other) =>
        levelOf.get(other) === inner ? (rank.get(other) ?? []) : [],
      )
      return places.length === 0 ? 0 : places.reduce((sum, place) => sum + place, 0) / places.length
    }
    const ordered = (levels.get(level) ?? []).toSorted((a, b) => pull(a) - pull(b))
    levels.set(level, ordered)
    ordered.forEach((id, index) => {
      rank.set(id, index - (ordered.length - 1) / 2)
    })
  }
  return levels
}

/** Where each picture of a lineage stands: a column for each step, oldest at the left, every column about the same middle. */
export function layoutOf(graph: Graph): Layout {
  const levels = orderedLevels(graph)
  const first = Math.min(0, ...levels.keys())
  const last = Math.max(0, ...levels.keys())
  const most = Math.max(1, ...[...levels.values()].map((ids) => ids.length))
  const { node, step, row, margin } = GRAPH
  const height = 2 * margin + node + (most - 1) * row
  const places = new Map<string, Place>()
  for (const [level, ids] of levels) {
    ids.forEach((id, index) => {
      const x = margin + node / 2 + (level - first) * step
      const y = height / 2 + (index - (ids.length - 1) / 2) * row
      places.set(id, { id, level, x, y })
    })
  }
  return { places, height, width: 2 * margin + node + (last - first) * step }
}

/**
 * The picture an arrow leads to: left and right along a line, to the nearest; up and down within the same step. `null` where
 * it leads nowhere.
 */
export function neighbour(layout: Layout, edges: Graph['edges'], id: string, key: string): string | null {
  const at = layout.places.get(id)
  if (!at) return null
  const nearest = (ids: readonly string[]): string | null => {
    const places = ids.flatMap((other) => layout.places.get(other) ?? [])
    const sorted = places.toSorted((a, b) => Math.abs(a.y - at.y) - Math.abs(b.y - at.y))
    return sorted[0]?.id ?? null
  }
  const column = [...layout.places.values()]
    .filter(({ level }) => level === at.level)
    .toSorted((a, b) => a.y - b.y)
  const place = column.findIndex((other) => other.id === id)
  switch (key) {
    case 'ArrowLeft':
      return nearest(edges.flatMap(({ from, to }) => (to === id ? [from] : [])))
    case 'ArrowRight':
      return nearest(edges.flatMap(({ from, to }) => (from === id ? [to] : [])))
    case 'ArrowUp':
      return column[place - 1]?.id ?? null
    case 'ArrowDown':
      return column[place + 1]?.id ?? null
    default:
      return null
  }
}
