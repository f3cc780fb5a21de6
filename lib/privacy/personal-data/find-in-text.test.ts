import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hideOthers, replaceAddress } from './find-in-text.ts'
import { isAddress, redactValue } from './redact.ts'
import { keyOfAddress, searchTermsOf, spellingsOf } from './subject.ts'

const key = 'anna@xn--citt-3na.example'
const erase = (text: string) => replaceAddress(text, spellingsOf(key))

test.each([
  ...['Anna@Città.example', 'ANNA@XN--CITT-3NA.EXAMPLE', 'anna%40xn--citt-3na.example'],
  ...['anna\\u0040città.example', 'anna&#64;città.example', 'anna=40xn--citt-3na.example'],
])('in a text, "erased" replaces %s', (spelling) => {
  const texts = [
    '@',
    '<@>',
    'mailto:@?subject=x',
    'To: Anna <@>, x@y.example',
    '\\n@\\r\\n',
    '%3C@%3E',
    '"@".',
  ]
  for (const text of [...texts, 'It is @. Then more', 'It is @.Then more', '@.csv'])
    expect(erase(text.replace('@', spelling))).toBe(text.replace('@', 'erased'))
})

test.each([
  ...['joanna@città.example', 'x.anna@città.example', 'x+anna@città.example', 'anna@città.example.com'],
  ...['anna@città.example-two.com', 'anna@sub.città.example', 'anna@città.exampley'],
])('%s is another address, and stays', (other) => expect(erase(`to ${other}, and`)).toBe(`to ${other}, and`))

const inQuery = (text: string) => new URLSearchParams({ q: text }).toString()
/** How texts hold an address: as it is, in a link, and in the query of a list's address. */
const writers: ((text: string) => string)[] = [String, encodeURIComponent, inQuery]

test('every text with the address contains a search term', () => {
  const local = fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}$/)
  const domains = fc.constantFrom('x.example', 'città.example')
  fc.assert(
    fc.property(local, domains, fc.constantFrom(...writers), (name, domain, write) => {
      const address = keyOfAddress(`${name}@${domain}`)
      fc.pre(address !== null)
      const text = `<${write(`${name}@${domain}`)}>`
      expect(replaceAddress(text, spellingsOf(address))).toMatch(/^<(q=)?erased>$/)
      expect(searchTermsOf(address).some((word) => text.toLowerCase().includes(word))).toBe(true)
    }),
  )
})

test('redacts the address anywhere in a value, and returns other values unchanged', () => {
  const subject = { key, person: { id: '1', name: 'Anna' } }
  const untouched = { a: ['x', { b: null, c: 'joanna@città.example' }], name: 'Anna' }
  expect(redactValue(untouched, subject)).toBe(untouched)
  const other = { address: 'b@x.example', label: 'B' }
  const own = { address: 'anna@città.example', label: 'Anna’s phone', locale: null }
  const held = { list: [own, other], askerName: 'Anna', accountName: 'Anna' }
  const list = [{ address: 'erased', label: '', locale: null }, other]
  expect(redactValue(held, subject)).toEqual({ list, askerName: 'erased', accountName: 'Anna' })
})

test.each([
  ...["o'anna@città.example", '!anna@città.example', 'x=anna@città.example'],
  ...['x/anna@xn--citt-3na.example', 'anna@città.example.Com'],
])('%s alone is another person’s address and stays, with everything beside it', (other) => {
  const subject = { key, person: null }
  const theirs = { list: [{ address: other, label: 'On duty' }], [other]: ` ${other} ` }
  expect(redactValue(theirs, subject)).toBe(theirs)
  expect(isAddress(other, subject)).toBe(false)
})

test('hides other people’s addresses in an export', () => {
  const shown = hideOthers('from anna@città.example to bruno@x.example.', spellingsOf(key))
  expect(shown).toBe('from anna@città.example to …')
})
