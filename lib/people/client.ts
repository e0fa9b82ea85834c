import { queryOptions, useQuery } from '@tanstack/react-query'
import type { PersonRef } from '#lib/accounts/schema.ts'
import { requestJson, requestNothing } from '#lib/api-client.ts'
import type { InviteInput, MadeInviteDto } from '#lib/invites/schema.ts'
import { singly } from '#lib/once.ts'
import type { MadePasswordLinkDto } from '#lib/password-links/schema.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { PersonChange } from './schema.ts'

/** Acts of administration. Each throws `ApiError`. */
export const peopleRequests = {
  change: (id: string, change: PersonChange) =>
    requestNothing(`/api/admin/people/${id}`, { method: 'PATCH', json: change }),
  remove: (id: string) => requestNothing(`/api/admin/people/${id}`, { method: 'DELETE' }),
  signOut: (id: string) => requestNothing(`/api/admin/people/${id}/sign-out`, { method: 'POST' }),
  passwordLink: (id: string) =>
    requestJson<MadePasswordLinkDto>(`/api/admin/people/${id}/password-link`, { method: 'POST' }),
  invite: singly((input: InviteInput) =>
    requestJson<MadeInviteDto>('/api/admin/invites', { method: 'POST', json: input }),
  ),
  revokeInvite: (id: string) => requestNothing(`/api/admin/invites/${id}`, { method: 'DELETE' }),
} as const

/** An address that the server gave as a path, because nobody told it where it is: as this browser reaches it. */
export function absoluteUrl(url: string): string {
  return new URL(url, window.location.origin).href
}

const peopleOptions = queryOptions({
  queryKey: queryKeys.people,
  queryFn: ({ signal }) => requestJson<{ items: PersonRef[] }>('/api/people', { signal }),
})

/** Everybody whose pictures can be asked for. */
export function usePeople() {
  return useQuery({ ...peopleOptions, select: (answer) => answer.items })
}
