import { requestNothing } from '#lib/api-client.ts'
import { inTurn } from '#lib/in-turn.ts'
import type { ProfileChange } from './schema.ts'

/** Changes of oneself. Each throws `ApiError`. */
export const profileRequests = {
  change: (change: ProfileChange) =>
    inTurn(['me'], () => requestNothing('/api/me', { method: 'PATCH', json: change })),
  setPicture: (file: File) => requestNothing('/api/me/avatar', { method: 'PUT', body: file }),
  removePicture: () => requestNothing('/api/me/avatar', { method: 'DELETE' }),
  changePassword: (input: { current: string; next: string }) =>
    requestNothing('/api/me/password', { method: 'POST', json: input }),
  endSession: (id: string) => requestNothing(`/api/me/sessions/${id}`, { method: 'DELETE' }),
  endSessions: () => requestNothing('/api/me/sessions', { method: 'DELETE' }),
} as const
