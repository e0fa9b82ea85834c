import en from '#messages/en.json' with { type: 'json' }
import zh from '#messages/zh-CN.json' with { type: 'json' }
import { expect, test } from './fixtures.ts'
import type { Run } from './pages/run.ts'
import { StudioPage } from './pages/studio-page.ts'
import { finishedRun, makeRun, startRun } from './runs.ts'
import { scrollUntil } from './scroll-until.ts'

type Messages = typeof en.failures
type Kind = Exclude<keyof Messages, 'cost' | 'step' | 'details' | 'words' | 'param'>

interface Failure {
  /** What the sandbox is told to do. */
  fault: string
  kind: Kind
  cost: keyof Messages['cost']
  /** What is offered, the first of it on the tile itself. */
  steps: (keyof Messages['step'])[]
  /** What the gateway or the model said. */
  words?: string
}

const FAILURES: Failure[] = [
  {
    fault: 'content-policy',
    kind: 'refused',
    cost: 'yes',
    steps: ['edit'],
    words: 'Your request was rejected by the safety system',
  },
  { fault: 'no-choices', kind: 'refused', cost: 'yes', steps: ['edit'] },
  {
    fault: 'text-only',
    kind: 'no_image',
    cost: 'yes',
    steps: ['edit', 'retry'],
    words: 'I cannot draw that, but here is a description of it instead.',
  },
  { fault: 'upload-failed', kind: 'gateway_storage', cost: 'yes', steps: ['retry'] },
  { fault: '400', kind: 'invalid_request', cost: 'no', steps: ['edit'], words: 'prompt is invalid' },
  { fault: '429 retry-after=0', kind: 'rate_limited', cost: 'no', steps: ['retry'] },
  { fault: '503-model-not-found', kind: 'model_unavailable', cost: 'no', steps: ['edit', 'retry'] },
  { fault: '500 retry-after=0', kind: 'upstream_error', cost: 'no', steps: ['retry'] },
  { fault: 'reset', kind: 'outcome_unknown', cost: 'unknown', steps: ['retryAnyway'] },
  { fault: 'url-404', kind: 'result_lost', cost: 'yes', steps: ['downloadAgain', 'retry'] },
]

/** A failed picture keeps its place, says what happened and what it cost, and offers the next step. */
async function expectFailure(run: Run, failure: Failure, messages: Messages): Promise<void> {
  const { title, why } = messages[failure.kind]
  await expect(run.says(title)).toBeVisible()
  const [first] = failure.steps
  if (first) await expect(run.button(messages.step[first])).toBeVisible()
  const details = await run.openDetails()
  await expect(details).toContainText(title)
  await expect(details).toContainText(`${why} ${messages.cost[failure.cost]}`)
  if (failure.words) await expect(details).toContainText(failure.words)
  for (const step of failure.steps) {
    await expect(details.getByRole('button', { name: messages.step[step], exact: true })).toBeVisible()
  }
  await run.page.keyboard.press('Escape')
  await expect(details).toBeHidden()
}

test('every way to fail says what happened, what it cost and what now', async ({
  page,
  prompt,
  studio: server,
}) => {
  test.setTimeout(120_000)
  const asked = FAILURES.map((failure) => ({
    failure,
    words: prompt(`${failure.kind} [sandbox: ${failure.fault}]`),
  }))
  const runs = await Promise.all(asked.map(({ words }) => startRun(server, { prompt: words })))
  await Promise.all(runs.map((run) => finishedRun(server, run)))

  const studio = await StudioPage.open(page)
  // The page brings the newest runs; the others come as one goes on.
  await scrollUntil(page, async () => {
    for (const { words } of asked) await expect(studio.run(words).whole).toHaveCount(1, { timeout: 1 })
  })
  for (const { failure, words } of asked) {
    await test.step(`${failure.fault} in English`, () =>
      expectFailure(studio.run(words), failure, en.failures))
  }
  await studio.shell.prefer('简体中文')
  for (const { failure, words } of asked.filter(({ failure }) =>
    ['refused', 'outcome_unknown', 'result_lost', 'rate_limited'].includes(failure.kind),
  )) {
    await test.step(`${failure.fault} in Chinese`, () =>
      expectFailure(studio.run(words), failure, zh.failures))
  }
  // The choice goes along with the owner, whom other tests are too.
  await studio.shell.prefer('English')
})

test('a gateway that cannot be reached: tried again by itself, with words, and can be cancelled', async ({
  page,
  newStudio,
}) => {
  const server = await newStudio({ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' })
  await server.start()
  const studio = await StudioPage.open(page, server.url)
  await startRun(server, { prompt: 'Nobody there' })
  const run = studio.run('Nobody there')
  await expect(run.says('Gateway unreachable')).toBeVisible()
  // The pauses grow; in a long one there is time to press.
  await expect(run.says(/^Trying again in [5-8] s$/)).toBeVisible({ timeout: 30_000 })
  await run.whole.hover()
  await run.button('Cancel').click()
  await expect(run.says('Cancelled').first()).toBeVisible()
  await expect(run.says('It cost nothing.')).toBeVisible()
})

test('a gateway that is too busy: waits, says until when, and goes on by itself', async ({
  page,
  prompt,
  studio: server,
  gateway,
}) => {
  const words = prompt('A busy counter [sandbox: 429 retry-after=12 times=1]')
  const studio = await StudioPage.open(page)
  await startRun(server, { prompt: words })
  const run = studio.run(words)
  await expect(run.says('Gateway is too busy')).toBeVisible()
  await expect(run.says(/^Trying again in \d+ s$/)).toBeVisible()
  await run.expectPictures(1)
  expect(await gateway.callCount(words)).toBe(2)
})

for (const { fault, title } of [
  { fault: '401', title: 'The gateway refused the key.' },
  { fault: '403-quota', title: 'The gateway account has run out of credit.' },
]) {
  test(`${fault} stops the queue for everybody, and one press goes on`, async ({
    page,
    newStudio,
    gateway,
  }) => {
    const server = await newStudio({ BUNCH_CONCURRENCY: '1' })
    await server.start()
    const stopping = `Stops ${fault} [sandbox: ${fault} times=1]`
    const waiting = `Waits ${fault} [sandbox: instant]`
    await makeRun(server, { prompt: stopping })
    await startRun(server, { prompt: waiting })

    const studio = await StudioPage.open(page, server.url)
    await expect(studio.shell.queueBanner).toContainText(title)
    await expect(studio.shell.queueBanner).toContainText('Waiting pictures keep their place', {
      ignoreCase: true,
    })
    await expect(
      studio.run(stopping).says('It cost nothing.').or(studio.run(stopping).says('Waiting')),
    ).toBeVisible()
    await expect(studio.run(waiting).says('Next in line')).toBeVisible()
    expect(await gateway.callCount(waiting)).toBe(0)

    await studio.shell.resumeButton.click()
    await studio.run(waiting).expectPictures(1)
    await expect(studio.shell.queueBanner).toBeHidden()
    await studio.run(stopping).button('Try again').click()
    await studio.run(stopping).expectPictures(1)
  })
}

test.describe('the next step', () => {
  test('an unknown outcome warns, and is tried again only by hand', async ({
    page,
    prompt,
    studio: server,
    gateway,
  }) => {
    const words = prompt('Lost on the line [sandbox: reset-before times=1]')
    await makeRun(server, { prompt: words })
    const run = (await StudioPage.open(page)).run(words)
    await expect(run.says(/Trying again may pay for it twice\. It may have been billed\./)).toBeVisible()
    expect(await gateway.callCount(words)).toBe(1)
    await run.button('Try again anyway').click()
    await run.expectPictures(1)
    expect(await gateway.callCount(words)).toBe(2)
    const viewer = await run.open()
    await expect(viewer.facts).toContainText('No answer came')
    await expect(viewer.facts).toContainText('Picture received')
  })

  test('a picture that was made but not downloaded is fetched again for nothing', async ({
    page,
    prompt,
    studio: server,
    gateway,
  }) => {
    const words = prompt('Kept at the counter [sandbox: url-reset]')
    const made = await makeRun(server, { prompt: words })
    const run = (await StudioPage.open(page)).run(words)
    await expect(run.says('Made, but not downloaded')).toBeVisible()
    const asked = page.waitForResponse(/\/redownload$/)
    await run.button('Download again').click()
    await asked
    await finishedRun(server, made)
    // The link stays broken; what matters is that nothing was made, and paid for, again.
    await expect(run.says('Made, but not downloaded')).toBeVisible()
    expect(await gateway.callCount(words)).toBe(1)
  })

  test('a refused prompt goes back into the composer', async ({ page, prompt, studio: server }) => {
    const words = prompt('Refused words [sandbox: content-policy]')
    await makeRun(server, { prompt: words, tier: '2K', ratio: '3:2' })
    const studio = await StudioPage.open(page)
    await studio.run(words).button('Edit prompt').click()
    await expect(studio.composer.promptField).toHaveValue(words)
    await expect(studio.composer.setting('Size')).toHaveAccessibleName(/2K/)
    await expect(studio.composer.promptField).toBeFocused()
  })

  test('one failed picture of a run is retried in its place', async ({ page, prompt, studio: server }) => {
    const words = prompt('One of two [sandbox: 503-model-not-found times=1]')
    await makeRun(server, { prompt: words, n: 2 })
    const run = (await StudioPage.open(page)).run(words)
    await run.expectPictures(1)
    const details = await run.openDetails()
    await details.getByRole('button', { name: 'Try again', exact: true }).click()
    await run.expectPictures(2)
  })
})

test('other pixels than asked for are shown with both figures, and one press tries again', async ({
  page,
  prompt,
  studio: server,
}) => {
  const words = prompt('Asked large, got small [sandbox: wrong-size times=1]')
  await makeRun(server, { prompt: words, tier: '2K', ratio: '1:1' })
  const studio = await StudioPage.open(page)
  const run = studio.run(words)
  await expect(run.says('asked 2048×2048, got 1024×1024')).toBeVisible()
  await run.button(/^Asked 2048×2048, got 1024×1024\. Try again/).click()
  await expect(studio.shell.notice('Queued again as a new run')).toBeVisible()
  const runs = studio.runs.and(page.getByRole('article', { name: words, exact: true }))
  await expect(runs).toHaveCount(2)
  await expect(runs.first().getByRole('link', { name: /^Open picture/ })).toBeVisible({ timeout: 20_000 })
  await expect(runs.first().getByText(/^asked /)).toHaveCount(0)
})

test.describe('cancelling', () => {
  test('a running picture says that it may still be billed', async ({ page, prompt, studio: server }) => {
    const words = prompt('Stopped half-way [sandbox: instant latency=45000]')
    await startRun(server, { prompt: words })
    const studio = await StudioPage.open(page)
    const run = studio.run(words)
    await expect(run.says('Generating')).toBeVisible()
    await run.whole.hover()
    await run.button('Cancel; it has started and may still be billed').click()
    await expect(
      studio.shell.notice('Cancelled. The call had started, so it may still be billed.'),
    ).toBeVisible()
    await expect(run.says('Cancelled').first()).toBeVisible()
  })

  test('a waiting picture costs nothing and is never called', async ({ page, newStudio, gateway }) => {
    const server = await newStudio({ BUNCH_CONCURRENCY: '1' })
    await server.start()
    await startRun(server, { prompt: 'Ahead [sandbox: instant latency=45000]' })
    const words = 'Behind [sandbox: instant]'
    await startRun(server, { prompt: words, n: 2 })
    const run = (await StudioPage.open(page, server.url)).run(words)
    await expect(run.says('Next in line')).toBeVisible()
    await expect(run.says('2nd in line')).toBeVisible()
    await run.whole.hover()
    await run.button('Cancel all of this run; running ones may still be billed').click()
    await expect(run.says('It cost nothing.')).toHaveCount(2)
    expect(await gateway.callCount(words)).toBe(0)
  })
})
