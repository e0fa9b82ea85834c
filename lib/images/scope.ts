/** Which pictures a gallery shows: everybody's, one's own, those of a person, or those on a board. As it stands in cache keys. */
export type GalleryScope = 'team' | 'mine' | `person:${string}` | `board:${string}`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The scope that an address or a request names: `?person=<id>` before `?scope=mine`, and the team's where neither says
 * anything that is known.
 */
export function galleryScope(query: URLSearchParams): GalleryScope {
  const person = query.get('person')
  if (person !== null && UUID.test(person)) return `person:${person}`
  return query.get('scope') === 'mine' ? 'mine' : 'team'
}

/** The person of a scope of one. */
export function scopePerson(scope: GalleryScope): string | null {
  return scope.startsWith('person:') ? scope.slice('person:'.length) : null
}

/** The scope as a query, the way `galleryScope` reads it. */
export function scopeQuery(scope: GalleryScope): URLSearchParams {
  const person = scopePerson(scope)
  if (person !== null) return new URLSearchParams({ person })
  return new URLSearchParams(scope === 'mine' ? { scope } : {})
}
