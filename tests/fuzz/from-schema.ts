import fc from 'fast-check'
import type { z } from 'zod'
import { hostileText, hostileValue, mutated } from './hostile.ts'

/** Well-meant values by the name of their field. */
const credential = { id: 'cGFzc2tleQ', rawId: 'cGFzc2tleQ', type: 'public-key' }
const clientDataJSON = Buffer.from('{"type":"webauthn.get","challenge":"YQ"}').toString('base64url')
const enrolment = {
  ...credential,
  response: { clientDataJSON, attestationObject: 'oA', transports: ['usb'] },
}
const assertion = { ...credential, response: { clientDataJSON, authenticatorData: 'AA', signature: 'AA' } }

const likely: [name: RegExp, values: fc.Arbitrary<string>][] = [
  [/enrolment|^answer$/i, fc.constantFrom(enrolment, assertion).map((one) => JSON.stringify(one))],
  [/assertion/i, fc.constant(JSON.stringify(assertion))],
  [/^APP_URL|ISSUER/, fc.constantFrom('https://portal.example', 'http://localhost:3000/')],
  [/^SMTP_URL/, fc.constant('smtps://user:password@mail.example')],
  [/^DATABASE_URL/, fc.constant('postgres://u@db.example/recapito')],
  [/^MAIL_BOUNCE/, fc.constant('bounce+{id}@portal.example')],
  [/^AUTH_SECRET|routing_key/, fc.constantFrom('0123456789abcdef0123456789abcdef')],
  [
    /mail|address$/i,
    fc.constantFrom('elena@levante.example', 'Tech@Levante.example', 'a+b@xn--mnchen-3ya.example'),
  ],
  [/^accent/, fc.constantFrom('', '', '#005d71')],
  [/^logo$/, fc.constantFrom('', `${'a'.repeat(32)}-256x64`)],
  [/^logoVector$/, fc.constantFrom('', 'a'.repeat(32))],
  [/^opens$/, fc.constantFrom('00:00', '09:00')],
  [/^closes$/, fc.constantFrom('18:30', '24:00')],
  [/zone$/i, fc.constantFrom('Europe/Rome', 'America/New_York', 'UTC')],
  [/^(slug|account|subject)$/, fc.constantFrom('poliambulatorio-levante', 'clinica-aurora')],
  [/phone/i, fc.constantFrom('+39 06 1234567', '')],
  [/url|href|link|source$/i, fc.constantFrom('https://levante.example/help', 'http://a.example/?q=1#x')],
  [/code$/i, fc.constantFrom('01234567', '0123 4567', '5.1.1')],
  [/^audience$/, fc.constantFrom('', 'state=live')],
  [/^days$/, fc.constantFrom('1', '5', '7', '14', '30')],
  [/^expires$|day$/i, fc.constantFrom('2030-01-31', '')],
  [/^starts$/, fc.constantFrom('2126-05-04T09:30', '2126-05-04T10:00', '')],
  [/^ends$/, fc.constantFrom('2126-05-04T11:30', '')],
  [/since|(At|time)$/i, fc.constantFrom('2026-05-04T09:30', '2026-05-04T07:30:02Z', '')],
  [/version|position|number$/i, fc.constantFrom('0', '1', '7')],
  [/^repeat/, fc.constantFrom('5', '10', '20')],
  [/Days$|Minutes$/, fc.constantFrom('30', '60', '90')],
  [/^(en|it)-/, fc.constantFrom('Feed error rate 23%', 'Errori: 23 %')],
]
const plain = fc.constantFrom('Feed error rate 23%', 'Elena Marchetti', '1', 'on', 'a', 'x'.repeat(40))

/** Well-meant values for a field or variable of this name; any text for an unknown name. */
export function valuesFor(name: string): fc.Arbitrary<string> {
  return likely.find(([pattern]) => pattern.test(name))?.[1] ?? plain
}

/** Values that fit the shape of a schema; its refinements may still refuse some. */
export function validFor(schema: z.core.$ZodType, name = '', depth = 0): fc.Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod
  const inner = (next: z.core.$ZodType, named = name) => validFor(next, named, depth + 1)
  if (depth > 12) return fc.constant(null)
  switch (def.type) {
    case 'string':
      return textFor(schema as z.core.$ZodString, name)
    case 'number':
      return numberFor(schema as z.core.$ZodNumber, name)
    case 'bigint':
      return fc.bigInt()
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'undefined':
    case 'void':
    case 'never':
      return fc.constant(undefined)
    case 'literal':
      return fc.constantFrom(...def.values)
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries))
    case 'object': {
      const shape = Object.entries(def.shape).map(([key, part]) => [key, inner(part, key)] as const)
      return fc.record(Object.fromEntries(shape)).map(withoutUndefined)
    }
    case 'record':
      return fc.dictionary(fc.constantFrom('account', 'alertname', 'severity', 'a'), inner(def.valueType), {
        maxKeys: 3,
      })
    case 'array':
      return fc.array(inner(def.element), { minLength: 1, maxLength: 3 })
    case 'tuple':
      return fc.tuple(...def.items.map((item) => inner(item)))
    case 'union':
      return fc.oneof(...def.options.map((option) => inner(option)))
    case 'intersection':
      return fc
        .tuple(inner(def.left), inner(def.right))
        .map(([left, right]) => Object.assign({}, left, right))
    case 'optional':
    case 'default':
    case 'prefault':
      return fc.option(inner(def.innerType), { nil: undefined, freq: 4 })
    case 'nullable':
      return fc.option(inner(def.innerType), { nil: null, freq: 4 })
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return inner(def.innerType)
    case 'pipe':
      return isTransform(def.in) ? inner(def.out) : inner(def.in)
    case 'lazy':
      return inner(def.getter())
    default:
      return fc.oneof(plain, fc.jsonValue({ maxDepth: 1 }))
  }
}

/** Input for a schema: valid, almost valid, or anything. */
export function givenTo(schema: z.core.$ZodType, name = ''): fc.Arbitrary<unknown> {
  const valid = validFor(schema, name)
  return fc.oneof(
    { weight: 4, arbitrary: valid },
    { weight: 5, arbitrary: mutated(valid) },
    { weight: 1, arbitrary: hostileValue },
  )
}

function isTransform(schema: z.core.$ZodType): boolean {
  return (schema as z.core.$ZodTypes)._zod.def.type === 'transform'
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}

function textFor(schema: z.core.$ZodString, name: string): fc.Arbitrary<string> {
  const known = likely.find(([pattern]) => pattern.test(name))?.[1]
  const { format } = { format: '', ...schema._zod.def }
  if (format === 'uuid') return fc.uuid({ version: [4, 7] })
  if (format === 'datetime') return fc.constantFrom('2026-05-04T07:30:02.113Z', '2026-05-04T07:30:02Z')
  const { least, most } = boundsOf(schema)
  const lengths = [least - 1, least, most, most + 1].filter((length) => length >= 0 && length < 1e6)
  return fc.oneof(
    { weight: 20, arbitrary: known ?? matching(schema._zod.bag.patterns) ?? plain },
    { weight: 1, arbitrary: plain },
    { weight: 1, arbitrary: hostileText },
    { weight: 1, arbitrary: fc.constantFrom('a', ...lengths.map((length) => 'a'.repeat(length))) },
  )
}

/** Texts that match the patterns; null if fast-check cannot make them. */
function matching(patterns: Set<RegExp> | undefined): fc.Arbitrary<string> | null {
  const [pattern] = patterns ?? []
  if (!pattern) return null
  try {
    return fc.stringMatching(pattern)
  } catch {
    return null
  }
}

function numberFor(schema: z.core.$ZodNumber, name: string): fc.Arbitrary<unknown> {
  const { least, most } = boundsOf(schema)
  const [min, max] = [Math.ceil(Math.max(least, -(2 ** 31))), Math.floor(Math.min(most, 2 ** 31 - 1))]
  const numbers = fc.oneof(
    fc.integer({ min, max }),
    fc.integer({ min, max: Math.min(max, Math.max(min, 0) + 9) }),
  )
  const known = likely.find(([pattern]) => pattern.test(name))?.[1]
  return schema._zod.def.coerce ? fc.oneof(numbers.map(String), numbers, ...(known ? [known] : [])) : numbers
}

/** The narrowest bounds of a number, or of a text's length. */
function boundsOf(schema: z.core.$ZodString | z.core.$ZodNumber): { least: number; most: number } {
  let [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (const { _zod } of schema._zod.def.checks ?? []) {
    const check = { minimum: undefined, maximum: undefined, value: undefined, ..._zod.def }
    if (typeof check.minimum === 'number') least = Math.max(least, check.minimum)
    if (typeof check.maximum === 'number') most = Math.min(most, check.maximum)
    if (check.check === 'greater_than') least = Math.max(least, Number(check.value))
    if (check.check === 'less_than') most = Math.min(most, Number(check.value))
  }
  return { least, most }
}
