import { createHash, randomUUID } from 'node:crypto'
import { expect } from 'playwright/test'
import type { GenerationDto, GenerationInput } from '#lib/generations/schema.ts'
import type { Studio } from './studio.ts'

type Server = Pick<Studio, 'fetch'>

/** A whole request, with whatever the test does not care about filled in. */
export function runInput(input: Partial<GenerationInput> & { prompt: string }): GenerationInput {
  const usual: Omit<GenerationInput, 'id' | 'prompt'> = {
    model: 'nano-banana-2',
    ratio: '1:1',
    tier: '512',
    n: 1,
    temperature: null,
    referenceIds: [],
  }
  return { id: randomUUID(), ...usual, ...input }
}

export function post(server: Server, path: string, json?: unknown): Promise<Response> {
  const body = json === undefined ? {} : { body: JSON.stringify(json) }
  const headers = { 'content-type': 'application/json' }
  return server.fetch(path, { method: 'POST', headers, ...body })
}

async function read<T>(server: Server, path: string): Promise<T> {
  const response = await server.fetch(path)
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

export const readRun = (server: Server, id: string) => read<GenerationDto>(server, `/api/generations/${id}`)

export const feedOf = async (server: Server) =>
  (await read<{ items: GenerationDto[] }>(server, '/api/generations')).items

export const statusesOf = (run: GenerationDto) => run.images.map(({ status }) => status)

/** The only picture of a run of one. */
export function only({ images }: GenerationDto) {
  const [image] = images
  if (image === undefined || images.length > 1)
    throw new Error(`a run of ${images.length} pictures, not of one`)
  return image
}

/** SHA-256 of a picture's original bytes, as they come over HTTP. */
export async function hashOfFile(server: Server, imageId: string): Promise<string> {
  const response = await server.fetch(`/api/images/${imageId}/file`)
  expect(response.status).toBe(200)
  return createHash('sha256')
    .update(Buffer.from(await response.arrayBuffer()))
    .digest('hex')
}
