import fc from 'fast-check'
import { valuesFor } from '../../tests/fuzz/from-schema.ts'
import { hostileText, hostileValue, mostly } from '../../tests/fuzz/hostile.ts'
import { like } from '../../tests/fuzz/reader.ts'
import { type Call, collectForms, planCall } from '../matrix/calls.ts'
import { mayDo, rolesThat } from '../matrix/expected.ts'
import { listBuiltActions } from '../matrix/manifest.ts'
import { ask, post, toForm } from '../matrix/post.ts'
import { type Role, roles, type Setting } from '../matrix/setting.ts'
import type { Site } from '../site.ts'
import { assertDiscreet, watchLog } from './watch.ts'

/** By action: how many requests it got, completed, and could not read. */
export type Tried = Map<string, { cases: number; taken: number; undecoded: number }>

type Change =
  | { kind: 'replace' | 'add' | 'rename'; which: number; with: string }
  | { kind: 'remove' | 'repeat' | 'file'; which: number }

/** One request to an action: as a page's form, as its script, or with arbitrary arguments. */
type ActionCase = { action: number; role: Role | 'its own' } & (
  | { as: 'form' | 'fetch'; typed: [string, string][]; changes: Change[] }
  | { as: 'arguments'; body: { type: string; parts: [string, string][]; text: string } }
)

/** React's encoding gives a meaning to texts that start with `$`. */
const markers = `$K1 $Q1 $W1 $i1 $@1 $F1 $T1 $S1 $n9 $D2026 $undefined $NaN $-0 $Infinity $1 $1:a:b $0 $0:0
  $1:__proto__ $1:constructor:constructor $B1 $o1 $R1 $r1 $X1 $x1 $A1 $$ $`.split(/\s+/)

/** Requests to actions with hostile values, or values of other fields. */
function actionCases(calls: readonly Call[]): fc.Arbitrary<ActionCase> {
  const fields = calls.flatMap((call) => call.fields.filter(([name]) => !name.startsWith('$ACTION')))
  const names = [...new Set(fields.map(([name]) => name))]
  const value = mostly(2, like([...new Set(fields.map(([, value]) => value)), 'x']), hostileText)
  const which = fc.nat(1000)
  const kinds = <const Kind extends Change['kind']>(...some: Kind[]) => fc.constantFrom(...some)
  const name = fc.oneof(fc.constantFrom('x', ...names), hostileText)
  const change: fc.Arbitrary<Change> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: kinds('replace', 'add'), which, with: value }) },
    { weight: 2, arbitrary: fc.record({ kind: kinds('remove', 'repeat', 'file'), which }) },
    { weight: 1, arbitrary: fc.record({ kind: kinds('rename'), which, with: name }) },
  )
  const chosen = {
    action: fc.nat(calls.length - 1),
    role: mostly<Role | 'its own'>(3, fc.constant('its own'), fc.constantFrom(...roles)),
  }
  const typed = fc.tuple(
    ...names.map((name) => valuesFor(name).map((text): [string, string] => [name, text])),
  )
  const argument = fc.oneof(fc.constantFrom<unknown>(...markers), hostileValue)
  const text = fc.oneof(
    fc.array(argument, { maxLength: 3 }).map(toJson),
    fc.constantFrom('', '[', '{}', 'null', '["$K1"]', '[{},"$K1"]', '[{},"$K1",{}]', '{"0":1}', '[[[[[]]]]]'),
    hostileText,
  )
  const part = fc.tuple(fc.oneof(fc.constantFrom('0', '1', '2', '1_x', '_1', '1_account'), hostileText), text)
  const type = fc.constantFrom(
    'text/plain;charset=UTF-8',
    'multipart/form-data',
    'application/json',
    'application/x-www-form-urlencoded',
  )
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        as: fc.constantFrom('form' as const, 'fetch' as const),
        ...chosen,
        typed,
        changes: fc.oneof(fc.constant<Change[]>([]), fc.array(change, { maxLength: 4 })),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        as: fc.constant('arguments' as const),
        ...chosen,
        body: fc.record({ type, parts: fc.array(part, { maxLength: 4 }), text }),
      }),
    },
  )
}

/**
 * Sends requests to every action in every role. @throws Error of fast-check, with the smallest case that got a 5xx or a
 * stack, or that logged an error
 */
export async function fuzzActions(
  site: Site,
  setting: Setting,
  budget: fc.Parameters<[ActionCase]>,
): Promise<Tried> {
  const forms = await collectForms(site.url, setting)
  const actions = listBuiltActions()
  const calls = actions.map((action) => planCall(action, actions, forms, setting))
  const tried: Tried = new Map(actions.map(({ name }) => [name, { cases: 0, taken: 0, undecoded: 0 }]))
  const readLog = watchLog(site.server)
  const property = fc.asyncProperty(actionCases(calls), async (one) => {
    const call = calls[one.action]
    if (!call) return
    const { action, path } = call
    const role = one.role === 'its own' ? (call.as ?? rolesThat(mayDo(action)).at(-1) ?? 'nobody') : one.role
    const answer = await send(site, call, setting.cookies[role], one)
    const what = `${action.name} at ${path}`
    assertDiscreet(answer.body, what)
    const faults = await readLog(answer)
    if (faults.length > 0) throw new Error(`${what} left in the log: ${faults.join('\n')}`)
    if (answer.status >= 500) throw new Error(`${what} answered ${answer.status}`)
    const count = tried.get(action.name)
    if (!count) return
    count.cases++
    if (answer.status === 400 && answer.body.startsWith('The form could not be read')) count.undecoded++
    if (answer.location !== '') count.taken++
  })
  await fc.assert(property, budget)
  return tried
}

async function send(site: Site, { action, path, fields }: Call, cookie: string, one: ActionCase) {
  if (one.as === 'arguments') {
    const { type, parts, text } = one.body
    const isForm = type === 'multipart/form-data'
    const headers = {
      cookie,
      origin: site.url,
      'next-action': action.id,
      ...(!isForm && { 'content-type': type }),
    }
    return ask(site.url + path, { method: 'POST', headers, body: isForm ? toForm(parts) : text })
  }
  const hidden = fields.filter(([name]) => name.startsWith('$ACTION'))
  const typed = fields.filter((field) => !hidden.includes(field))
  const changed = changeFields(fillIn(typed, one.typed), one.changes)
  return post(site.url, { action, path, cookie, how: one.as, fields: [...hidden, ...changed] })
}

/** A plausible value for the form, as a person would type it. */
function fillIn(fields: [string, string][], typed: [string, string][]): [string, string][] {
  const texts = new Map(typed)
  return fields.map(([name, value]) => [name, /plausible/i.test(value) ? (texts.get(name) ?? value) : value])
}

function changeFields(fields: [string, string][], changes: readonly Change[]): [string, string | Blob][] {
  const changed: [string, string | Blob][] = [...fields]
  for (const change of changes) {
    const at = changed.length === 0 ? 0 : change.which % changed.length
    const [name = 'x', value = ''] = changed[at] ?? []
    if (change.kind === 'replace') changed[at] = [name, change.with]
    else if (change.kind === 'add') changed.push([name, change.with])
    else if (change.kind === 'rename') changed[at] = [change.with, value]
    else if (change.kind === 'remove') changed.splice(at, 1)
    else if (change.kind === 'repeat') changed.push([name, value], [name, value])
    else changed[at] = [name, new Blob(['a file'])]
  }
  return changed
}

/** Without the values that JSON cannot express. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? Number(part) : part)) ?? 'null'
}
