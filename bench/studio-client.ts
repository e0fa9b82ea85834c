/** A program in the place of the browser: makes pictures and hears of them over the event stream. */
import type { GenerationDto } from '#lib/generations/schema.ts'
import type { Studio } from '../e2e/studio.ts'

export interface StudioClient {
  /** Makes one picture and resolves when the event says that it succeeded. */
  make(tier: string): Promise<{ generation: GenerationDto; eventAt: number }>
  close(): void
}

const requestOf = (tier: string) => ({
  id: crypto.randomUUID(),
  prompt: 'A lighthouse',
  model: 'nano-banana-2',
  ratio: '1:1',
  tier,
  n: 1,
  temperature: null,
  referenceIds: [],
})

export async function connect(studio: Pick<Studio, 'fetch'>): Promise<StudioClient> {
  const waiting = new Map<string, (made: { generation: GenerationDto; eventAt: number }) => void>()
  const closing = new AbortController()
  const stream = await studio.fetch('/api/events', { signal: closing.signal })

  function hear(block: string): void {
    const data = /^data: (.*)$/m.exec(block)?.[1]
    if (!data) return
    const eventAt = Date.now()
    const event = JSON.parse(data) as { type: string; generation?: GenerationDto }
    const generation = event.generation
    const image = generation?.images[0]
    if (!generation || !image) return
    if (image.status === 'failed') throw new Error(`a picture failed: ${JSON.stringify(image)}`)
    if (image.status !== 'succeeded') return
    waiting.get(generation.id)?.({ generation, eventAt })
    waiting.delete(generation.id)
  }
  async function listen(): Promise<void> {
    let rest = ''
    const decoder = new TextDecoder()
    for await (const chunk of stream.body ?? []) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) hear(block)
    }
  }
  listen().catch((error: unknown) => {
    if (!closing.signal.aborted) throw error
  })

  return {
    async make(tier) {
      const input = requestOf(tier)
      const made = new Promise<{ generation: GenerationDto; eventAt: number }>((resolve) => {
        waiting.set(input.id, resolve)
      })
      const response = await studio.fetch('/api/generations', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      })
      if (response.status !== 202) throw new Error(`status ${response.status}: ${await response.text()}`)
      await response.body?.cancel()
      return made
    },
    close: () => closing.abort(),
  }
}
