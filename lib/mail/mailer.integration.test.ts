import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadEnv } from '#lib/env.ts'
import { inviteMail } from './invite-mail.ts'
import { createMailer, mailLink, mailProblem } from './mailer.ts'
import { passwordMail } from './password-mail.ts'
import { decodeHeader, type SmtpServer, startSmtpServer } from './testing.ts'

let smtp: SmtpServer

beforeAll(async () => {
  smtp = await startSmtpServer()
})
afterAll(() => smtp.close())

const mailer = () => {
  const made = createMailer(loadEnv({ SMTP_URL: smtp.url, BUNCH_MAIL_FROM: 'Bunch <bunch@studio.example>' }))
  if (!made) throw new Error('mail is set up')
  return made
}
const link = 'https://bunch.example/invite/abc'

async function deliver(mail: Parameters<ReturnType<typeof mailer>['send']>[0]) {
  await mailer().send(mail)
  const received = smtp.received.at(-1)
  if (!received) throw new Error('nothing was received')
  return received
}

test('an invitation arrives as plain text and as HTML, saying who, where and until when', async () => {
  const mail = inviteMail({ to: 'ben@work.example', link, role: 'member', invitedBy: 'Ann', locale: 'en' })
  const { from, to, headers, text, html } = await deliver(mail)
  expect({ from, to }).toEqual({ from: 'bunch@studio.example', to: ['ben@work.example'] })
  expect(headers.get('from')).toBe('Bunch <bunch@studio.example>')
  expect(headers.get('subject')).toBe('Ann invites you to Bunch')
  expect(headers.get('auto-submitted')).toBe('auto-generated')
  for (const body of [text, html]) {
    expect(body).toContain('Ann invites you to bunch.example')
    expect(body).toContain('You join as member')
    expect(body).toContain(link)
    expect(body).toContain('7 days')
  }
  expect(html).toContain('<html lang="en">')
  expect(html).not.toMatch(/<img|<script|src=/)
})

test('it speaks Chinese', async () => {
  const mail = inviteMail({ to: 'a@b.example', link, role: 'admin', invitedBy: '林梅', locale: 'zh-CN' })
  const { headers, text, html } = await deliver(mail)
  expect(decodeHeader(headers.get('subject') ?? '')).toBe('林梅邀请你加入 Bunch')
  expect(text).toContain('林梅邀请你加入 bunch.example')
  expect(html).toContain('<html lang="zh-CN">')
  const reset = await deliver(passwordMail({ to: 'a@b.example', link, locale: 'zh-CN' }))
  expect(decodeHeader(reset.headers.get('subject') ?? '')).toBe('bunch.example 的新密码')
  expect(reset.text).toContain('24 小时')
})

test('a name that holds markup or a header stays a name', async () => {
  const invitedBy = '<img src=x onerror=alert(1)>\r\nBcc: all@work.example'
  const { to, headers, html } = await deliver(
    inviteMail({ to: 'ben@work.example', link, role: 'viewer', invitedBy, locale: 'en' }),
  )
  expect(to).toEqual(['ben@work.example'])
  expect(headers.has('bcc')).toBe(false)
  expect(html).not.toContain('<img')
  expect(html).toContain('&lt;img src=x')
})

test('what the server refuses is thrown', async () => {
  const strict = await startSmtpServer()
  strict.refuse()
  const env = loadEnv({ SMTP_URL: strict.url, BUNCH_MAIL_FROM: 'bunch@studio.example' })
  await expect(
    createMailer(env)?.send(passwordMail({ to: 'a@b.example', link, locale: 'en' })),
  ).rejects.toThrow(/no room/)
  await strict.close()
})

test('links for letters come from BUNCH_URL alone; without it no mail is offered', () => {
  const none = { env: loadEnv({ BUNCH_URL: 'https://bunch.example' }), mailer: null }
  expect(mailProblem(none)).toBe('no_server')
  const homeless = { env: loadEnv({}), mailer: mailer() }
  expect([mailProblem(homeless), mailLink(homeless, '/x')]).toEqual(['no_url', null])
  const whole = { env: loadEnv({ BUNCH_URL: 'https://bunch.example/' }), mailer: mailer() }
  expect([mailProblem(whole), mailLink(whole, '/x')]).toEqual([null, 'https://bunch.example/x'])
})
