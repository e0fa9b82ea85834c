import type { ApiError } from '#lib/api-client.ts'
import type { ReferenceRole } from '#lib/references/roles.ts'
import type { ReferenceDto, ReferenceUrlInput } from '#lib/references/schema.ts'

/** Where a reference comes from, kept so that a failed one can be tried again. */
export type ReferenceSource =
  | { from: 'file'; file: File }
  | { from: 'url'; input: ReferenceUrlInput }
  | { from: 'image'; imageId: string }

/** One tile of the row. `key` is the tile's own; the reference's id is known once the studio has stored it. */
export type ReferenceItem = {
  key: string
  /** What it is there for; left out, it has no role. */
  role?: ReferenceRole
} & (
  | { state: 'ready'; reference: ReferenceDto }
  | { state: 'adding'; source: ReferenceSource; name: string; share: number }
  | { state: 'failed'; source: ReferenceSource; name: string; error: ApiError }
  | { state: 'restoring'; id: string }
)

const roleOf = ({ role }: ReferenceItem) => (role ? { role } : {})

/** The tile of a reference that is with the studio. */
export function readyItem(reference: ReferenceDto, role: ReferenceRole | null): ReferenceItem {
  return { key: reference.id, state: 'ready', reference, ...(role && { role }) }
}

/** The references the models will see, in order. */
export function readyReferences(items: readonly ReferenceItem[]): ReferenceDto[] {
  return items.flatMap((item) => (item.state === 'ready' ? [item.reference] : []))
}

/** Their roles, in the same order. */
export function readyRoles(items: readonly ReferenceItem[]): (ReferenceRole | null)[] {
  return items.flatMap((item) => (item.state === 'ready' ? [item.role ?? null] : []))
}

/** Every id known, also of those still being restored: what a reload and a link need. */
export function knownIds(items: readonly ReferenceItem[]): string[] {
  return items.flatMap((item) =>
    item.state === 'ready' ? [item.reference.id] : item.state === 'restoring' ? [item.id] : [],
  )
}

/** The roles of `knownIds`, in their order. */
export function knownRoles(items: readonly ReferenceItem[]): (ReferenceRole | null)[] {
  return items.flatMap((item) =>
    item.state === 'ready' || item.state === 'restoring' ? [item.role ?? null] : [],
  )
}

/** The tiles that count: numbered from 1 in the order the models see them. Failed ones have no number. */
export function numberedItems(items: readonly ReferenceItem[]): ReferenceItem[] {
  return items.filter((item) => item.state !== 'failed')
}

/** A tile's name; empty while it is not known. */
export function itemName(item: ReferenceItem): string {
  if (item.state === 'ready') return item.reference.name
  return item.state === 'restoring' ? '' : item.name
}

/** True once no tile may still become a reference. */
export function isSettled(items: readonly ReferenceItem[]): boolean {
  return items.every((item) => item.state === 'ready' || item.state === 'failed')
}

/** Puts the outcome into its tile; a picture that is in the row already (equal bytes) is not listed twice. */
export function settleReference(
  items: readonly ReferenceItem[],
  key: string,
  reference: ReferenceDto,
): ReferenceItem[] {
  const twin = items.some((item) => item.state === 'ready' && item.reference.id === reference.id)
  if (twin) return items.filter((item) => item.key !== key)
  return items.map((item) => (item.key === key ? { ...roleOf(item), key, state: 'ready', reference } : item))
}

/** Fills the tiles that waited for a reload's references; those that are gone leave the row. */
export function restoreReferences(
  items: readonly ReferenceItem[],
  found: readonly ReferenceDto[],
): ReferenceItem[] {
  return items.flatMap((item) => {
    if (item.state !== 'restoring') return [item]
    const reference = found.find((candidate) => candidate.id === item.id)
    return reference ? [{ ...roleOf(item), key: item.key, state: 'ready', reference }] : []
  })
}

/** Moves a tile to a place, counted from 0 in the resulting row. */
export function moveItem<T>(items: readonly T[], from: number, to: number): T[] {
  const moved = [...items]
  const target = Math.max(0, Math.min(to, items.length - 1))
  moved.splice(target, 0, ...moved.splice(from, 1))
  return moved
}
