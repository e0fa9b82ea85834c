import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import { imageExists } from '#lib/images/data.ts'
import { madeFrom, madeOf, tiles } from './data.ts'
import { LINEAGE_LIMITS } from './limits.ts'
import type { LineageDto, LineageEdge } from './schema.ts'

/**
 * From what a picture was made and what was made from it, step by step and only through pictures that the person sees.
 *
 * @throws AppError `not_found`
 */
export async function lineageOf(
  db: Db,
  viewer: Viewer,
  imageId: string,
  { levels, nodes = LINEAGE_LIMITS.nodes }: { levels: number; nodes?: number },
): Promise<LineageDto> {
  if (!(await imageExists(db, viewer, imageId))) throw new AppError('not_found')
  const found: Found = { level: new Map([[imageId, 0]]), edges: new Map(), truncated: false }
  // What something was made from is seldom much; it may fill half, so that it cannot hide all that was made from it.
  await walk(found, { start: imageId, step: -1, levels, nodes: Math.ceil(nodes / 2) }, (ids) =>
    madeFrom(db, viewer, ids),
  )
  await walk(found, { start: imageId, step: 1, levels, nodes }, (ids) => madeOf(db, viewer, ids, nodes + 1))
  const items = await tiles(db, viewer, [...found.level.keys()])
  return {
    nodes: [...found.level].flatMap(([id, level]) => {
      const item = items.get(id)
      return item ? [{ item, level }] : []
    }),
    edges: [...found.edges.values()],
    truncated: found.truncated,
  }
}

interface Found {
  level: Map<string, number>
  /** By `from to`. */
  edges: Map<string, LineageEdge>
  truncated: boolean
}

interface Walk {
  start: string
  step: 1 | -1
  levels: number
  /** Pictures after which no more are taken in. */
  nodes: number
}

async function walk(
  found: Found,
  { start, step, levels, nodes }: Walk,
  next: (ids: readonly string[]) => Promise<LineageEdge[]>,
): Promise<void> {
  let frontier = [start]
  for (let distance = 1; frontier.length > 0; distance += 1) {
    const edges = await next(frontier)
    const reached: string[] = []
    for (const edge of edges) {
      const id = step === 1 ? edge.to : edge.from
      if (!found.level.has(id)) {
        if (distance > levels || found.level.size >= nodes) {
          found.truncated = true
          continue
        }
        found.level.set(id, step * distance)
        reached.push(id)
      }
      addEdge(found.edges, edge)
    }
    frontier = reached
  }
}

/** A picture may be both the reference and the recipe that something goes on from. */
function addEdge(edges: Found['edges'], edge: LineageEdge): void {
  const key = `${edge.from} ${edge.to}`
  const before = edges.get(key)
  edges.set(key, {
    ...edge,
    reference: edge.reference || (before?.reference ?? false),
    derivation: edge.derivation ?? before?.derivation ?? null,
  })
}
