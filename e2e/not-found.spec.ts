import { expect, test } from './fixtures.ts'

const nowhere = ['/images/00000000-0000-4000-8000-00000000dead', '/images/no-id', '/nothing-here']

for (const path of nowhere) {
  test(`${path} answers 404 in words, with a way back`, async ({ page, expectedProblems }) => {
    // The browser itself reports a page that answers 404.
    expectedProblems.push('404')
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'This page is not here' })).toBeVisible()
    await page.getByRole('main').getByRole('link', { name: 'To the studio' }).click()
    await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible()
  })
}

test('a page that is not there says so in Chinese too', async ({ browser, studio }) => {
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: studio.url })
  const page = await context.newPage()
  await page.goto('/nothing-here')
  await expect(page.getByRole('heading', { name: '没有这个页面' })).toBeVisible()
  await context.close()
})
