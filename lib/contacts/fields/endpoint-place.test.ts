import fc from 'fast-check'
import { expect, test } from 'vitest'
import { endpointForms } from './endpoint-forms.ts'
import { listPlaces } from './endpoint-place.ts'

type Kind = keyof typeof endpointForms

/** The places of what people type. */
function placesOf(kind: Kind, typed: Record<string, string>): string[] {
  const parsed = endpointForms[kind].parse(typed)
  if (!parsed.ok) throw new Error(`${JSON.stringify(typed)}: ${JSON.stringify(parsed.issues)}`)
  return listPlaces(parsed.value)
}
const placeOf = (kind: Kind, typed: Record<string, string>) => placesOf(kind, typed)[0]

/** Makes one spelling of a text from bits that a property draws. */
const anyCase = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) => [...text].map((one, at) => (upper[at] ? one.toUpperCase() : one)).join(''))

const hexOf = (letter: string) => `%${letter.charCodeAt(0).toString(16)}`
const anyEncoding = (text: string) =>
  fc
    .array(fc.constantFrom('plain', 'lower', 'upper', 'twice'), {
      minLength: text.length,
      maxLength: text.length,
    })
    .map((how) =>
      [...text]
        .map((letter, at) => {
          if (how[at] === 'lower') return hexOf(letter)
          if (how[at] === 'upper') return hexOf(letter).toUpperCase().replace('%', '%25')
          return how[at] === 'twice' ? `%25${hexOf(letter).slice(1)}` : letter
        })
        .join(''),
    )

const anySlash = fc.constantFrom(
  '/',
  '//',
  '/./',
  '/x/../',
  '/%2e/',
  '/y/%2E%2e/',
  '\\',
  '/%2F',
  '/%5c',
  '/%2e%2e%2F',
)
const anyQuery = fc.constantFrom('', '?', '?0', '?1&a=b', '?%2Fother')
const anyEnd = fc.constantFrom('', '/', '//', '/.', '/x/..', '%2F')
const anyOrigin = fc
  .tuple(
    anyCase('https'),
    anyCase('hooks.example.net'),
    fc.constantFrom('', '.'),
    fc.constantFrom('', ':443'),
  )
  .map(([scheme, host, dot, port]) => `${scheme}://${host}${dot}${port}`)

const anySpelling = fc
  .tuple(anyOrigin, anySlash, anyEncoding('oncall-7'), anyEnd, anyQuery)
  .map((parts) => parts.join(''))

test('every spelling of the address of an ntfy topic is one place, as ntfy, as webhook and as chat', () => {
  const place = placeOf('ntfy', { url: 'https://hooks.example.net/oncall-7' })
  fc.assert(
    fc.property(anySpelling, fc.constantFrom<Kind>('webhook', 'slack'), (url, kind) => {
      expect(placeOf(kind, { url })).toBe(place)
    }),
    { numRuns: 500 },
  )
})

test('another host, port, path or case of a path is another place', () => {
  const urls = [
    ...['https://a.example/x', 'https://a.example/X', 'https://a.example/x/y', 'https://a.example/xy'],
    ...['https://a.example/y/x', 'https://b.example/x', 'https://a.example/', 'https://a.example/x%3F0'],
    ...['https://a.example/%ff', 'https://a.example/x;y'],
  ]
  expect(new Set(urls.map((url) => placeOf('webhook', { url }))).size).toBe(urls.length)
  expect(listPlaces({ host: 'a.example', config: { url: 'https://a.example:8443/x' } })[0]).toBe(
    'https://a.example:8443/x',
  )
})

test('a place is below all that its path begins with', () => {
  expect(placesOf('webhook', { url: 'https://a.example//x/%79/z?q' })).toEqual([
    ...['https://a.example/x/y/z', 'https://a.example/x/y', 'https://a.example/x', 'https://a.example'],
  ])
})

test('at ntfy.sh all that begins with a topic is that topic', () => {
  for (const path of ['oncall', 'oncall/', 'oncall/7', '/oncall/publish?title=x'])
    expect(placeOf('webhook', { url: `https://ntfy.sh/${path}` })).toBe('https://ntfy.sh/oncall')
  expect(placeOf('ntfy', { url: 'https://ntfy.sh/oncall' })).toBe('https://ntfy.sh/oncall')
})

test('a service of PagerDuty is its key, also where a webhook has it in its address or header', () => {
  const routingKey = 'R0123456789ABCDEF0123456789ABCDE'
  const place = placeOf('pagerduty', { region: 'us', routingKey })
  expect(placeOf('pagerduty', { region: 'eu', routingKey: routingKey.toLowerCase() })).toBe(place)
  const host = 'https://events.pagerduty.com'
  const hidden: Record<string, string>[] = [
    { url: `${host}/integration/${routingKey}/enqueue` },
    { url: `${host}/x-ere/%52${routingKey.slice(1)}?0` },
    { url: `${host}/v2/enqueue?1`, header: `X-Routing-Key: ${routingKey}` },
    { url: `https://EVENTS.eu.pagerduty.com/v2/enqueue?routing_key=${routingKey}` },
  ]
  for (const typed of hidden) expect([typed, placeOf('webhook', typed)]).toEqual([typed, place])
  expect(placeOf('webhook', { url: `https://pagerduty.com.example/${routingKey}` })).not.toBe(place)
  expect(placeOf('ntfy', { url: `https://ntfy.pagerduty.com/oncall` })).toBe(
    'https://ntfy.pagerduty.com/oncall',
  )
})

test('a phone is its number', () => {
  const numbers = ['+39 333 123-4567', '0039 (333) 1234567', '+393331234567']
  expect(numbers.map((number) => placesOf('sms', { number }))).toEqual(numbers.map(() => ['+393331234567']))
})
