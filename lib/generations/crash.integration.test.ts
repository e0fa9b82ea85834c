import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '#lib/db/testing.ts'
import { type SandboxServer, startSandboxServer } from '#lib/gateway/sandbox/server.ts'
import { type StudioChild, startStudioChild } from '#lib/testing/child.ts'
import { studioEnvironment } from '#lib/testing/environment.ts'
import type { GenerateStep } from './generate.job.handler.ts'
import type { GenerationDto, GenerationInput } from './schema.ts'

const input = (prompt: string): GenerationInput => ({
  id: crypto.randomUUID(),
  prompt,
  model: 'nano-banana-2',
  ratio: '1:1',
  tier: '512',
  n: 1,
  temperature: null,
  referenceIds: [],
})

describeEachDatabase('a process killed with SIGKILL', (fresh) => {
  let gateway: SandboxServer
  let children: StudioChild[] = []

  beforeAll(async () => {
    gateway = await startSandboxServer({ instant: true })
  })
  // What a test no longer needs takes no time from the next.
  afterEach(async () => {
    for (const child of children) await child.kill()
    children = []
  })
  afterAll(() => gateway.close())

  const environment = () => studioEnvironment(fresh, gateway.url)

  async function start(env: Record<string, string>, killAt?: GenerateStep) {
    const child = await startStudioChild(env, killAt)
    children = [...children, child]
    return child
  }

  /** Kills a process at a step of one picture's path, starts another, and waits until the picture has come to rest. */
  async function killedAt(step: GenerateStep, prompt: string) {
    const env = await environment()
    const victim = await start(env, step)
    const request = input(prompt)
    const death = once(victim.process, 'exit')
    // It may die before it can answer: the commit comes first.
    await victim.create(request).catch(() => null)
    expect((await death)[1]).toBe('SIGKILL')
    const survivor = await start(env)
    const generation = await survivor.settled(request.id)
    return { survivor, generation, calls: gateway.calls(prompt).length }
  }

  /** Staged bytes go once the row says that they came: a moment after whoever reads the row knows of them. */
  const nothingStaged = (survivor: StudioChild) =>
    expect.poll(() => survivor.ask({ do: 'staged' })).toEqual([])

  const only = (generation: GenerationDto) => {
    const [image] = generation.images
    if (!image || generation.images.length !== 1) throw new Error('expected one picture')
    return image
  }

  it('before its call: the picture is made, with one call', async () => {
    const { generation, calls } = await killedAt('claimed', 'killed before the call')
    expect(only(generation).status).toBe('succeeded')
    expect(calls).toBe(1)
  })

  it('in mid-call: the outcome is unknown, nothing is called again, and a retry by hand makes it', async () => {
    const prompt = 'killed in mid-call'
    const { survivor, generation, calls } = await killedAt('recorded', prompt)
    const image = only(generation)
    expect(image).toMatchObject({
      status: 'outcome_unknown',
      failure: { kind: 'outcome_unknown', billed: 'unknown' },
    })
    await survivor.ask({ do: 'retry', imageId: image.id, newId: crypto.randomUUID() })
    const retried = only(await survivor.settled(generation.id))
    expect(retried).toMatchObject({ id: image.id, status: 'succeeded', attempts: 2 })
    expect(gateway.calls(prompt).length).toBe(calls + 1)
  })

  it('with the link of a paid picture in hand: it is downloaded, not paid again', async () => {
    const { survivor, generation, calls } = await killedAt('answered', 'killed with the link in hand')
    expect(only(generation)).toMatchObject({ status: 'succeeded', attempts: 1 })
    expect(calls).toBe(1)
    await nothingStaged(survivor)
  })

  it.each(['staged', 'promoted', 'committed'] as const)(
    'with the bytes %s: they are recovered, not paid again',
    async (step) => {
      const { survivor, generation, calls } = await killedAt(step, `killed with the bytes ${step}`)
      expect(only(generation)).toMatchObject({
        status: 'succeeded',
        attempts: 1,
        asset: { width: 512, height: 512 },
      })
      expect(calls).toBe(1)
      await nothingStaged(survivor)
    },
  )
})
