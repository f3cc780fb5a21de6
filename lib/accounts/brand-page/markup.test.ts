import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html, jsonForScript, trustedHtml } from './markup.ts'

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const read = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '</script>',
    '<!--',
    '"><img src=x onerror=alert(1)>',
    "' onload='",
    '&amp;',
    '\u2028',
    '\ud800',
    '\0',
  ),
)

test('escapes text in elements and attributes', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const said = html`${text}`.text
      expect(said).not.toMatch(/[<>"'\0]/)
      expect(read(said)).toBe(text.toWellFormed().replaceAll('\0', '\ufffd'))
    }),
  )
})

test('data cannot end its script element, and parses to the same data', () => {
  fc.assert(
    fc.property(fc.dictionary(anyText, fc.oneof(anyText, fc.array(anyText))), (data) => {
      const said = jsonForScript(data).text
      expect(said).not.toMatch(/[<>&\u2028\u2029]/)
      expect(JSON.parse(said)).toEqual(JSON.parse(JSON.stringify(data)))
    }),
  )
})

test('does not escape markup twice, joins lists, and omits empty values', () => {
  const bold = html`<b>${'&'}</b>`
  expect(html`${bold}${[bold, 'x', 1]}${null}${undefined}${false}${trustedHtml('<hr>')}`.text).toBe(
    '<b>&amp;</b><b>&amp;</b>x1<hr>',
  )
})
