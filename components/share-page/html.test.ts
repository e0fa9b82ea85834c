import { expect, it } from 'vitest'
import { html } from './html.ts'

it('escapes what is put in, and keeps markup of its own', () => {
  const evil = `"><script>alert('1')</script>&amp;`
  expect(html`<p title="${evil}">${evil}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;">' +
      '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</p>',
  )
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`)
  expect(html`<ul>${items}</ul>`.text).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>')
})

it('puts in nothing for what is not there, and zero for zero', () => {
  expect(html`[${false}${null}${undefined}${''}${0}]`.text).toBe('[0]')
})
