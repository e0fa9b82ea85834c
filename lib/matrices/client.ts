import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type ApiError, requestJson } from '#lib/api-client.ts'
import { onRunNews } from '#lib/events/client.ts'
import { asTold } from '#lib/events/told-runs.ts'
import { repeatable, takeGeneration } from '#lib/generations/client.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { View } from './grid.ts'
import type { MatrixDto, MatrixInput } from './schema.ts'

export const matrixUrls = {
  page: (id: string) => `/matrices/${id}`,
  csv: (id: string) => `/api/matrices/${id}/export?format=csv`,
  zip: (id: string) => `/api/matrices/${id}/export?format=zip`,
  /** What is seen of it as one picture with its heads. */
  png: (id: string, { rows, columns, at }: View) => {
    const sides = `${rows === null ? '' : `&rows=${rows}`}${columns === null ? '' : `&columns=${columns}`}`
    return `/api/matrices/${id}/export?format=png${sides}&at=${at.join()}`
  },
} as const

const matrixOptions = (id: string) =>
  queryOptions({
    queryKey: queryKeys.matrix(id),
    queryFn: async ({ signal }) => told(await requestJson<MatrixDto>(`/api/matrices/${id}`, { signal })),
    // Its runs are followed only while it is open: what is kept of an earlier visit has missed what came since.
    refetchOnMount: 'always',
  })

const told = (matrix: MatrixDto): MatrixDto => ({ ...matrix, generations: asTold(matrix.generations) })

/** What a matrix of one's own was asked with, which never changes; `undefined` until it is known. */
export function useMatrixPlan(id: string): Pick<MatrixDto, 'template' | 'axes'> | undefined {
  return useQuery({
    queryKey: queryKeys.matrixPlan(id),
    queryFn: async ({ signal }) => {
      const { template, axes } = await requestJson<MatrixDto>(`/api/matrices/${id}`, { signal })
      return { template, axes }
    },
    staleTime: Number.POSITIVE_INFINITY,
  }).data
}

/** Puts a newer state of one of its runs in; one that left the sight or went to the trash leaves the grid. */
function withRun(matrix: MatrixDto, run: GenerationDto): MatrixDto {
  const known = matrix.generations.find(({ id }) => id === run.id)
  if (!known || known.changedAt > run.changedAt) return matrix
  const others = matrix.generations.filter((one) => one !== known)
  if (run.deletedAt !== null) return { ...matrix, generations: others }
  return { ...matrix, generations: matrix.generations.map((one) => (one === known ? run : one)) }
}

/** A matrix, kept true by the news of its runs. */
export function useMatrix(first: MatrixDto) {
  const client = useQueryClient()
  const { id } = first
  useEffect(
    () =>
      onRunNews((run) => {
        if (run.matrix?.id !== id) return
        const { queryKey } = matrixOptions(id)
        const known = client.getQueryData(queryKey)?.generations.some((one) => one.id === run.id)
        // One that came back brings values along that only the studio knows.
        if (!known && run.deletedAt === null) void client.invalidateQueries({ queryKey })
        else client.setQueryData(queryKey, (matrix) => matrix && withRun(matrix, run))
      }),
    [client, id],
  )
  return useQuery({ ...matrixOptions(id), initialData: () => told(first) }).data
}

/** Asks for all runs of a matrix; sent again with the same id while nobody answers. */
export function useCreateMatrix() {
  const client = useQueryClient()
  return useMutation<MatrixDto, ApiError, MatrixInput>({
    ...repeatable,
    mutationFn: (input) => requestJson<MatrixDto>('/api/matrices', { method: 'POST', json: input }),
    onSuccess: (matrix) => {
      for (const run of matrix.generations) takeGeneration(client, run)
      void client.invalidateQueries({ queryKey: queryKeys.prompts })
    },
  })
}
