import { requestJson, requestNothing } from '#lib/api-client.ts'
import { singly } from '#lib/once.ts'
import type { MadeApiKeyDto } from './schema.ts'

/** One's own keys. Each throws `ApiError`. */
export const keyRequests = {
  make: singly((name: string) =>
    requestJson<MadeApiKeyDto>('/api/me/keys', { method: 'POST', json: { name } }),
  ),
  revoke: (id: string) => requestNothing(`/api/me/keys/${id}`, { method: 'DELETE' }),
} as const
