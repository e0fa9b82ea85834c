import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { ECHOES, startEchoingGateway } from './echoing-gateway.ts'
import { expect, test } from './fixtures.ts'
import { RecordingProxy } from './recording-proxy.ts'
import { finishedRun, imageDetail, startRun } from './runs.ts'
import { scrollUntil } from './scroll-until.ts'
import { addressesOf, findAny, piecesOf } from './secret-search.ts'
import { only, post, readRun, runInput } from './server-runs.ts'
import type { Studio } from './studio.ts'

/** Recognisable, in pieces too, and with characters that every encoding changes. */
const KEY = 'sk-kQ7/vXw2+LmZ9=RtB4nYc8HsD1pJf6GaE3uT5oK'
const PROGRAM_KEY = 'bunch-program-Wq3ZxV7nLk2MbT9rPd5S'

/** The failures of one picture that leave the queue running. */
const FAULTS = [
  ...[
    '400',
    '413',
    '429 retry-after=0',
    '500 retry-after=0',
    '502',
    '503 retry-after=0',
    '503-model-not-found',
  ],
  ...['504', '524', 'no-choices', 'no-image', 'upload-failed', 'content-policy', 'html-error', 'text-only'],
  ...['empty-data', 'invalid-json', 'truncated-json', 'reset-before', 'reset', 'data-uri', 'data-url'],
  ...['wrong-size', 'url-404', 'url-not-image', 'url-redirect-private', 'url-private', 'url-reset'],
]

/** Fails where the key, or for what reaches a browser the gateway's address, is in anything that left the server. */
async function expectNoLeak(studio: Studio, proxy: RecordingProxy, gatewayUrl: string): Promise<void> {
  const pieces = piecesOf(KEY)
  const forBrowsers = [...pieces, ...addressesOf(gatewayUrl)]
  const leaks: string[] = []
  const search = (name: string, text: Buffer | string, needles: readonly string[]) => {
    for (const found of findAny(text, needles)) leaks.push(`${name}: …${found}…`)
  }
  for (const { name, headers, body } of proxy.answers) {
    search(`headers of ${name}`, headers, forBrowsers)
    search(`body of ${name}`, body, forBrowsers)
  }
  const files = await readdir('.next/static', { recursive: true, withFileTypes: true })
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name)
    search(path, await readFile(path), forBrowsers)
  }
  for (const line of studio.output.split('\n')) search('log', line, pieces)
  expect(leaks).toEqual([])
}

/** Looks at everything a person can look at. */
async function lookAround(page: Page, origin: string, failedPrompt: string): Promise<void> {
  await page.goto(`${origin}/`)
  const run = page.getByRole('article', { name: failedPrompt, exact: true })
  await scrollUntil(page, () => expect(run).toHaveCount(1, { timeout: 1 }))
  await run.getByRole('button', { name: 'What happened' }).click()
  await expect(page.getByRole('dialog', { name: 'What happened' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.goto(`${origin}/gallery`)
  await expect(page.getByRole('heading', { name: 'Gallery' })).toBeAttached()
}

/** Everything the studio's API says of a run, by every address that says it. */
async function readEverything(server: Pick<Studio, 'fetch'>, runId: string): Promise<void> {
  const run = await readRun(server, runId)
  for (const { id } of run.images) {
    await imageDetail(server, id)
    for (const path of ['file', 'file?download', 'thumb/320']) {
      await (await server.fetch(`/api/images/${id}/${path}`)).arrayBuffer()
    }
    await (await server.fetch(`/images/${id}`)).text()
  }
}

test('the key never leaves the server, whatever is done and whatever fails', async ({
  page,
  newStudio,
  gateway,
  expectedProblems,
}) => {
  test.setTimeout(240_000)
  // The stream of events is cut off where a page is left and where the server stops.
  expectedProblems.push('ERR_INCOMPLETE_CHUNKED_ENCODING')
  const studio = await newStudio({
    OPENAI_API_KEY: KEY,
    BUNCH_OWNER_API_KEY: PROGRAM_KEY,
    BUNCH_LOG_LEVEL: 'debug',
  })
  await studio.start()
  const proxy = await RecordingProxy.start(studio)
  const get = async (path: string, init?: RequestInit) => {
    const response = await proxy.fetch(path, init)
    await response.arrayBuffer()
    return response.status
  }
  try {
    await test.step('a picture is made, opened, and found in the gallery', async () => {
      await page.goto(`${proxy.url}/`)
      const composer = page.getByRole('region', { name: 'Composer' })
      await composer
        .getByRole('textbox', { name: 'Prompt' })
        .fill('A picture in a browser [sandbox: instant]')
      await composer.getByRole('button', { name: 'Generate' }).click()
      await page
        .getByRole('link', { name: /^Open picture/ })
        .first()
        .click({ timeout: 40_000 })
      await expect(page.locator('[aria-modal="true"]')).toBeVisible()
      await page.keyboard.press('Escape')
      await page.goto(`${proxy.url}/gallery`)
      await page.getByRole('list', { name: 'All pictures, newest first' }).getByRole('link').first().click()
      await expect(page.locator('[aria-modal="true"]')).toBeVisible()
    })

    await test.step('pictures fail in every way', async () => {
      await page.goto(`${proxy.url}/`)
      const prompts = FAULTS.map((fault) => `A failure [sandbox: ${fault}]`)
      const runs = await Promise.all(prompts.map((prompt) => startRun(proxy, { prompt })))
      for (const { id } of runs) {
        await finishedRun(proxy, { id })
        await readEverything(proxy, id)
      }
      await lookAround(page, proxy.url, 'A failure [sandbox: html-error]')
    })

    await test.step('the gateway refuses the key and the account', async () => {
      for (const fault of ['401', '403', '403-quota']) {
        const run = await startRun(proxy, { prompt: `A refusal [sandbox: ${fault}]` })
        await page.goto(`${proxy.url}/`)
        await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
        await readEverything(proxy, run.id)
        expect(await get('/api/queue')).toBe(200)
        expect((await post(proxy, '/api/queue/resume')).status).toBe(200)
      }
    })

    await test.step('a running call is cancelled', async () => {
      const prompt = 'Never mind [sandbox: hang]'
      const { id } = await startRun(proxy, { prompt })
      await expect.poll(() => gateway.callCount(prompt)).toBe(1)
      await post(proxy, `/api/generations/${id}/cancel`)
      await readEverything(proxy, (await finishedRun(proxy, { id })).id)
    })

    await test.step('references come by address', async () => {
      const add = (url: string, mode: string) => post(proxy, '/api/references/url', { url, mode })
      const link = await (await add('https://example.com/a.jpg', 'link')).json()
      const run = await startRun(proxy, { prompt: 'With a link [sandbox: instant]', referenceIds: [link.id] })
      await readEverything(proxy, (await finishedRun(proxy, run)).id)
      for (const url of [
        'http://10.0.0.1/a.png',
        'http://127.0.0.1:1/a.png',
        'https://nobody.invalid/a.png',
      ]) {
        expect((await add(url, 'fetch')).ok).toBe(false)
      }
    })

    await test.step('programs call', async () => {
      const program = { authorization: `Bearer ${PROGRAM_KEY}`, 'content-type': 'application/json' }
      const generate = (prompt: string, more: object = {}) =>
        get('/v1/images/generations', {
          method: 'POST',
          headers: program,
          body: JSON.stringify({ model: 'nano-banana-2', size: '1K', prompt, ...more }),
        })
      expect(await generate('A program’s picture [sandbox: instant]')).toBe(200)
      expect(await generate('A program’s bytes [sandbox: instant]', { response_format: 'b64_json' })).toBe(
        200,
      )
      for (const fault of ['400', 'reset', 'html-error', 'url-404', 'text-only']) {
        expect(await generate(`A program’s failure [sandbox: ${fault}]`)).toBeGreaterThanOrEqual(400)
      }
      expect(await get('/v1/models', { headers: program })).toBe(200)
      expect(await get('/v1/models', { headers: { authorization: 'Bearer sk-wrong' } })).toBe(401)
      expect(await get('/v1/models')).toBe(401)
      expect(await get('/v1/nothing', { headers: program })).toBe(404)
    })

    await test.step('requests are wrong', async () => {
      for (const body of ['{', '[]', JSON.stringify(runInput({ prompt: '' }))]) {
        const headers = { 'content-type': 'application/json' }
        expect(await get('/api/generations', { method: 'POST', headers, body })).toBeGreaterThanOrEqual(400)
      }
      for (const path of ['/nothing', '/api/nothing', '/api/images/x']) {
        expect(await get(path)).toBe(404)
      }
      for (const path of [
        '/api/generations',
        '/api/generations/prompts',
        '/api/library/items',
        '/api/healthz',
        '/api/readyz',
      ]) {
        expect(await get(path)).toBe(200)
      }
      expect(await get('/', { headers: { rsc: '1' } })).toBe(200)
    })

    await page.goto('about:blank')
    expect(await studio.stop()).toBe(0)
    await expectNoLeak(studio, proxy, gateway.url)
    // Nothing that is kept holds it either: a copy of the data folder is no key.
    const kept = await readdir(studio.dataDir, { recursive: true, withFileTypes: true })
    const holding: string[] = []
    for (const file of kept.filter((entry) => entry.isFile())) {
      const path = join(file.parentPath, file.name)
      if ((await readFile(path)).includes(KEY)) holding.push(path)
    }
    expect(holding).toEqual([])
  } finally {
    await proxy.stop()
  }
})

test('a gateway that repeats the key and its address in all it says is not quoted', async ({
  page,
  newStudio,
}) => {
  test.setTimeout(120_000)
  const echoing = await startEchoingGateway()
  const studio = await newStudio({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: echoing.url,
    BUNCH_OWNER_API_KEY: PROGRAM_KEY,
    BUNCH_LOG_LEVEL: 'debug',
  })
  await studio.start()
  const proxy = await RecordingProxy.start(studio)
  try {
    for (const [echo, kind] of Object.entries(ECHOES)) {
      const run = await startRun(proxy, { prompt: `Say it again [echo: ${echo}]` })
      const problem = async () => {
        const { failure, waiting } = only(await readRun(proxy, run.id))
        return failure?.kind ?? waiting?.kind
      }
      await expect.poll(problem, { timeout: 45_000 }).toBe(kind)
      await readEverything(proxy, run.id)
      await post(proxy, '/api/queue/resume')
      await fetch(`${proxy.url}/v1/images/generations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${PROGRAM_KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'nano-banana-2', size: '1K', prompt: `And again [echo: ${echo}]` }),
      }).then((response) => response.arrayBuffer())
      await post(proxy, '/api/queue/resume')
    }
    await lookAround(page, proxy.url, 'Say it again [echo: words]')
    await page.goto('about:blank')
    await echoing.stop()
    const { id } = await startRun(proxy, { prompt: 'Nobody answers' })
    await expect.poll(async () => only(await readRun(proxy, id)).waiting?.kind).toBe('unreachable')
    await readEverything(proxy, id)
    expect(await studio.stop()).toBe(0)
    await expectNoLeak(studio, proxy, echoing.url)
  } finally {
    await proxy.stop()
  }
})
