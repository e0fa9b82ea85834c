/** Where a person's picture is. The version stands in the address, so that browsers keep it for ever. */
export function avatarUrl(personId: string, version: string): string {
  return `/api/people/${personId}/avatar?v=${version}`
}
