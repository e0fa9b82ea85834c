import { expect } from 'playwright/test'
import type { FeedPageDto, GenerationDto, GenerationInput, ImageDetailDto } from '#lib/generations/schema.ts'
import { runInput } from './server-runs.ts'
import type { Studio } from './studio.ts'

type Server = Pick<Studio, 'fetch'>

async function ask<T>(
  server: Server,
  path: string,
  init: { method?: string; json?: unknown } = {},
): Promise<T> {
  const response = await server.fetch(path, {
    method: init.method ?? 'GET',
    ...(init.json === undefined
      ? {}
      : { body: JSON.stringify(init.json), headers: { 'content-type': 'application/json' } }),
  })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return (response.status === 204 ? undefined : await response.json()) as T
}

/** Asks for a run as another tab would, without a browser. */
export function startRun(server: Server, input: Partial<GenerationInput> & { prompt: string }) {
  return ask<GenerationDto>(server, '/api/generations', { method: 'POST', json: runInput(input) })
}

const isLive = ({ images }: GenerationDto) =>
  images.some(({ status }) => status === 'queued' || status === 'running')

/** The run once none of its pictures waits or is being made. */
export async function finishedRun(server: Server, { id }: Pick<GenerationDto, 'id'>): Promise<GenerationDto> {
  let run: GenerationDto | undefined
  await expect
    .poll(
      async () => {
        run = await ask<GenerationDto>(server, `/api/generations/${id}`)
        return isLive(run)
      },
      { timeout: 45_000 },
    )
    .toBe(false)
  if (run === undefined) throw new Error('no answer')
  return run
}

/** A run whose pictures are there. */
export async function makeRun(
  server: Server,
  input: Partial<GenerationInput> & { prompt: string },
): Promise<GenerationDto> {
  return finishedRun(server, await startRun(server, input))
}

/** Every run of the studio whose prompt holds the text, newest first. */
export async function runsAbout(server: Server, text: string): Promise<GenerationDto[]> {
  const found: GenerationDto[] = []
  let cursor: string | null = null
  do {
    const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
    const page: FeedPageDto = await ask<FeedPageDto>(server, `/api/generations${query}`)
    found.push(...page.items.filter(({ prompt }) => prompt.includes(text)))
    cursor = page.nextCursor
  } while (cursor !== null)
  return found
}

/** Everything the studio knows of a picture. */
export function imageDetail(server: Server, imageId: string): Promise<ImageDetailDto> {
  return ask<ImageDetailDto>(server, `/api/images/${imageId}`)
}

/** Ends the run and puts it into the trash. */
export async function removeRun(server: Server, run: GenerationDto): Promise<void> {
  if (isLive(run)) await ask(server, `/api/generations/${run.id}/cancel`, { method: 'POST' })
  await ask(server, `/api/generations/${run.id}`, { method: 'DELETE' })
}
