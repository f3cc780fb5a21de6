import fc from 'fast-check'

/** Pieces that have broken programs: ends of texts, encodings, addresses, patterns, and names of object properties. */
const pieces = [
  '',
  ' ',
  '\0',
  '\r\n',
  '\u2028',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\udfff',
  '\u{1d54f}',
  'é',
  'e\u0301',
  'раураӏ',
  'ｅxample',
  'Ω',
  '👩‍👩‍👧‍👦',
  'شكرا',
  '\\',
  'ß',
  'İ',
  ...`%00 % %ff %2e%2e/ ../ <script> <!-- ]]> " ' {{7}} { } $& =1+1 @ - -- . , ; : / + 0 -0 1e999
    9007199254740993 0x10 NaN null undefined true on __proto__ constructor toString a`.split(/\s+/),
]

/** `usual`, `times` as often as `other`. */
export function mostly<Value>(weight: number, usual: fc.Arbitrary<Value>, other: fc.Arbitrary<Value>) {
  return fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: other })
}

/** As JSON, with an integer written in full. */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `big${part}` : part)) ?? ''
  return text.replace(/"big(\d+)"/g, '$1')
}

/** Texts that only an attacker sends. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((some) => some.join('')),
  },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...pieces.slice(1)), fc.constantFrom(50, 101, 255, 1025, 5001, 20_001, 70_000))
      .map(([piece, times]) => piece.repeat(Math.ceil(times / piece.length))),
  },
)

/** `1` inside up to 500 lists or records. */
const deep = fc
  .tuple(fc.constantFrom('array', 'object'), fc.constantFrom(3, 70, 500))
  .map(([kind, times]) => {
    let value: unknown = 1
    for (let time = 0; time < times; time++) value = kind === 'array' ? [value] : { a: value }
    return value
  })

/** An own key that would change every object if it were assigned. */
const polluting = fc
  .constantFrom('{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}')
  .map((text): unknown => JSON.parse(text))

/** Anything that JSON or a form can hold. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      undefined,
      true,
      false,
      0,
      -0,
      -1,
      1.5,
      2 ** 31,
      2 ** 53,
      -(2 ** 53),
      1e308,
      10n ** 30n,
    ),
  },
  { weight: 1, arbitrary: fc.array(hostileText, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.oneof(deep, polluting) },
)

/** The paths to all parts of a value. */
function listPaths(value: unknown, at: readonly PropertyKey[] = [], depth = 0): PropertyKey[][] {
  if (typeof value !== 'object' || value === null || depth > 8) return [[...at]]
  const inner = Object.entries(value).flatMap(([name, part]) =>
    listPaths(part, [...at, Array.isArray(value) ? Number(name) : name], depth + 1),
  )
  return [[...at], ...inner]
}

type Change =
  | { kind: 'replace'; with: unknown }
  | { kind: 'remove' }
  | { kind: 'repeat'; times: number }
  | { kind: 'add'; name: string; with: unknown }
  | { kind: 'wrap' }

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('replace' as const), with: hostileValue }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'remove' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('repeat' as const), times: fc.constantFrom(2, 60, 600) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('add' as const), name: hostileText, with: hostileValue }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'wrap' as const }) },
)

/** A valid value with one to three broken parts. */
export function mutated<Value>(valid: fc.Arbitrary<Value>): fc.Arbitrary<unknown> {
  const changes = fc.array(fc.tuple(fc.nat(10_000), change), { minLength: 1, maxLength: 3 })
  return fc.tuple(valid, changes).map(([value, some]) =>
    some.reduce<unknown>((changed, [where, how]) => {
      const paths = listPaths(changed)
      return changeAt(changed, paths[where % paths.length] ?? [], how)
    }, value),
  )
}

function changeAt(value: unknown, path: readonly PropertyKey[], how: Change): unknown {
  const [first, ...rest] = path
  if (first === undefined) return changed(value, how)
  if (Array.isArray(value)) {
    const part: unknown = value[Number(first)]
    const before = value.slice(0, Number(first))
    const after = value.slice(Number(first) + 1)
    if (rest.length > 0 || (how.kind !== 'remove' && how.kind !== 'repeat'))
      return [...before, changeAt(part, rest, how), ...after]
    return how.kind === 'remove'
      ? [...before, ...after]
      : [...before, ...Array(how.times).fill(part), ...after]
  }
  const entries = Object.entries(value ?? {}).flatMap(([name, part]): [string, unknown][] => {
    if (name !== first) return [[name, part]]
    if (rest.length === 0 && how.kind === 'remove') return []
    return [[name, changeAt(part, rest, how)]]
  })
  return fromEntries(entries)
}

function changed(value: unknown, how: Change): unknown {
  if (how.kind === 'replace') return how.with
  if (how.kind === 'wrap') return [value]
  if (how.kind === 'repeat') return Array(how.times).fill(value)
  if (how.kind === 'remove') return undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return how.with
  return fromEntries([...Object.entries(value), [how.name, how.with]])
}

/** With `__proto__` as an own key, as in JSON. */
function fromEntries(entries: [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries)
}
