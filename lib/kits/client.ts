import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type ApiError, requestJson, requestNothing } from '#lib/api-client.ts'
import { repeatable } from '#lib/generations/client.ts'
import { singly } from '#lib/once.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { KitChange, KitDto, KitEdit, KitHistoryDto, KitInput } from './schema.ts'

export const kitPath = (id: string) => `/kits/${id}`

const listOptions = queryOptions({
  queryKey: queryKeys.kitList,
  queryFn: ({ signal }) => requestJson<{ items: KitDto[] }>('/api/kits', { signal }),
})

/** All kits of the team, the last changed first; archived ones too. */
export function useKits() {
  return useQuery({ ...listOptions, select: (answer) => answer.items })
}

/** Kits that this tab has deleted: their page, which is about to be left, does not ask for them again. */
const deleted = new Set<string>()

/** A kit as it is now; drawn at once where the list is known. */
export function useKit(id: string) {
  const client = useQueryClient()
  // Whoever comes back to it is told that it is gone.
  useEffect(() => () => void deleted.delete(id), [id])
  return useQuery({
    queryKey: queryKeys.kit(id),
    queryFn: ({ signal }) => requestJson<KitDto>(`/api/kits/${id}`, { signal }),
    placeholderData: () => client.getQueryData(listOptions.queryKey)?.items.find((kit) => kit.id === id),
    enabled: () => !deleted.has(id),
    retry: false,
  })
}

/** A kit at the version that a run has; nothing is asked for `undefined`. */
export function useKitOfRun(kit: { id: string; version: number } | undefined) {
  const client = useQueryClient()
  return useQuery({
    queryKey: queryKeys.kitVersion(kit?.id ?? '', kit?.version ?? 0),
    queryFn: ({ signal }) => requestJson<KitDto>(`/api/kits/${kit?.id}?version=${kit?.version}`, { signal }),
    enabled: kit !== undefined,
    placeholderData: () =>
      client
        .getQueryData(listOptions.queryKey)
        ?.items.find(({ id, version }) => id === kit?.id && version === kit.version),
    retry: false,
  })
}

/** A kit's versions, the newest first. */
export function useKitHistory(id: string) {
  return useQuery({
    queryKey: queryKeys.kitHistory(id),
    queryFn: ({ signal }) => requestJson<KitHistoryDto>(`/api/kits/${id}/versions`, { signal }),
    enabled: () => !deleted.has(id),
    retry: false,
  })
}

/** What the page of a kit shows of it. */
const ofPage = (id: string) => [queryKeys.kit(id), queryKeys.kitHistory(id)]

function takeKit(client: QueryClient, kit: KitDto): void {
  deleted.delete(kit.id)
  client.setQueryData<KitDto>(queryKeys.kit(kit.id), kit)
  void client.invalidateQueries({ queryKey: queryKeys.kits })
}

const create = singly((input: KitInput) => requestJson<KitDto>('/api/kits', { method: 'POST', json: input }))
const saveVersion = singly(({ id, edit }: { id: string; edit: KitEdit }) =>
  requestJson<KitDto>(`/api/kits/${id}`, { method: 'PUT', json: edit }),
)

/** Makes a kit. Not repeated by itself: asked twice, there would be two. */
export function useCreateKit() {
  const client = useQueryClient()
  return useMutation<KitDto, ApiError, KitInput>({
    mutationFn: create,
    onSuccess: (kit) => takeKit(client, kit),
  })
}

/** Saves a new version of a kit. Not repeated: the second time, somebody else would seem to have been quicker. */
export function useEditKit(id: string) {
  const client = useQueryClient()
  return useMutation<KitDto, ApiError, KitEdit>({
    mutationFn: (edit) => saveVersion({ id, edit }),
    onSuccess: (kit) => takeKit(client, kit),
    onError: () => client.invalidateQueries({ queryKey: queryKeys.kits }),
  })
}

/** Renames a kit, archives it, brings it back. */
export function useChangeKit() {
  const client = useQueryClient()
  return useMutation<KitDto, ApiError, { id: string } & KitChange>({
    ...repeatable,
    scope: { id: 'kits.change' },
    mutationFn: ({ id, ...change }) =>
      requestJson<KitDto>(`/api/kits/${id}`, { method: 'PATCH', json: change }),
    onSuccess: (kit) => takeKit(client, kit),
  })
}

/** Takes a kit out of every list; `useChangeKit` with `deleted: false` takes that back. */
export function useDeleteKit() {
  const client = useQueryClient()
  return useMutation<void, ApiError, { id: string }>({
    ...repeatable,
    mutationFn: ({ id }) => requestNothing(`/api/kits/${id}`, { method: 'DELETE' }),
    onMutate: ({ id }) => {
      deleted.add(id)
      // What its page still asks would be answered, after the deletion, by "not there".
      for (const queryKey of ofPage(id)) void client.cancelQueries({ queryKey })
    },
    onError: (_, { id }) => {
      deleted.delete(id)
      for (const queryKey of ofPage(id)) void client.invalidateQueries({ queryKey })
    },
    onSuccess: (_, { id }) => {
      client.setQueryData(
        listOptions.queryKey,
        (answer) => answer && { items: answer.items.filter((kit) => kit.id !== id) },
      )
    },
  })
}
