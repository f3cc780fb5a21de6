import fc from 'fast-check'
import { usualFor } from '../../tests/fuzz/from-schema.ts'
import { hostileText, hostileValue } from '../../tests/fuzz/hostile.ts'
import { like } from '../../tests/fuzz/reader.ts'
import type { Site } from '../site.ts'
import { cookieOf, everybody, findForms, formsOf, listActions, type Person, type SeenForm } from './forms.ts'
import { assertDiscreet, watchLog } from './watch.ts'

/** How many requests each action got, by its name, how many it carried out, and how many could not be read. */
export type Tried = Map<string, { cases: number; taken: number; undecoded: number }>

type Change =
  | { kind: 'replace' | 'add'; which: number; with: string }
  | { kind: 'remove' | 'repeat' | 'file'; which: number }
  | { kind: 'rename'; which: number; with: string }

/** One request to an action: as the form that a page shows, as its scripts send it, or with arguments of any kind. */
export type ActionCase = { action: number; form: number; person: Person | 'its own' } & (
  | { as: 'form' | 'script'; typed: [string, string][]; changes: Change[]; state: unknown }
  | { as: 'arguments'; body: { type: string; parts: [string, string][]; text: string } }
)

/** What React's own encoding of arguments means by a text that starts with `$`. */
const markers = [
  '$K1',
  '$Q1',
  '$W1',
  '$i1',
  '$@1',
  '$F1',
  '$T1',
  '$S1',
  '$n9',
  '$D2026',
  '$undefined',
  '$NaN',
  '$-0',
  '$Infinity',
  '$1',
  '$1:a:b',
  '$0',
  '$0:0',
  '$1:__proto__',
  '$1:constructor:constructor',
  '$B1',
  '$o1',
  '$R1',
  '$r1',
  '$X1',
  '$x1',
  '$A1',
  '$$',
  '$',
]

/** Requests to the actions of these forms; values of fields are hostile, or those of other fields. */
export function actionCases(forms: readonly SeenForm[][]): fc.Arbitrary<ActionCase> {
  const fields = forms.flat().flatMap((form) => form.fields)
  const values = [...new Set(fields.map(([, value]) => value))]
  const names = [...new Set(fields.map(([name]) => name))]
  const value = fc.oneof(
    { weight: 3, arbitrary: like([...values, 'x']) },
    { weight: 2, arbitrary: hostileText },
  )
  const which = fc.nat(1000)
  const change: fc.Arbitrary<Change> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constantFrom('replace' as const, 'add' as const), which, with: value }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('remove' as const, 'repeat' as const, 'file' as const),
        which,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('rename' as const),
        which,
        with: fc.oneof(fc.constantFrom('x', ...names), hostileText),
      }),
    },
  )
  const chosen = {
    action: fc.nat(forms.length - 1),
    form: fc.nat(20),
    person: fc.oneof(
      { weight: 3, arbitrary: fc.constant('its own' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...everybody) },
    ),
  }
  const typed = fc.tuple(...names.map((name) => usualFor(name).map((text): [string, string] => [name, text])))
  const argument = fc.oneof(fc.constantFrom<unknown>(...markers), hostileValue)
  const text = fc.oneof(
    fc.array(argument, { maxLength: 3 }).map(toJson),
    fc.constantFrom('', '[', '{}', 'null', '["$K1"]', '[{},"$K1"]', '[{},"$K1",{}]', '{"0":1}', '[[[[[]]]]]'),
    hostileText,
  )
  const part = fc.tuple(fc.oneof(fc.constantFrom('0', '1', '2', '1_x', '_1', '1_account'), hostileText), text)
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        as: fc.constantFrom('form' as const, 'script' as const),
        ...chosen,
        typed,
        changes: fc.oneof(fc.constant<Change[]>([]), fc.array(change, { maxLength: 4 })),
        state: fc.oneof(
          { weight: 1, arbitrary: fc.constant('none') },
          { weight: 3, arbitrary: fc.constant({ ok: false, message: '', fieldErrors: {}, values: {} }) },
          { weight: 1, arbitrary: hostileValue },
        ),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        as: fc.constant('arguments' as const),
        ...chosen,
        body: fc.record({
          type: fc.constantFrom(
            'text/plain;charset=UTF-8',
            'multipart/form-data',
            'application/json',
            'application/x-www-form-urlencoded',
          ),
          parts: fc.array(part, { maxLength: 4 }),
          text,
        }),
      }),
    },
  )
}

type Budget = fc.Parameters<[ActionCase]>

/**
 * Sends requests to every action as everybody. Throws what fast-check says of a case that was answered 5xx or with a stack, or
 * that left an error in the log, made as small as it will go.
 */
export async function fuzzActions(
  site: Site,
  budget: Budget,
  who: readonly Person[],
  each: number,
): Promise<Tried> {
  const actions = listActions()
  const forms = formsOf(actions, await findForms(site, who, each))
  const tried: Tried = new Map(actions.map(({ name }) => [name, { cases: 0, taken: 0, undecoded: 0 }]))
  const readLog = watchLog(site.server)
  const property = fc.asyncProperty(actionCases(forms), async (one) => {
    const { id, name } = actions[one.action] ?? { id: '', name: '' }
    const known = forms[one.action] ?? []
    const seen = known[one.form % known.length]
    if (!seen) return
    const cookie = await cookieOf(site, one.person === 'its own' ? seen.person : one.person)
    const answer = await send(site, seen, id, cookie, one)
    const what = `${name} at ${seen.path}`
    const text = await answer.text()
    assertDiscreet(text, what)
    const faults = await readLog(answer)
    if (faults.length > 0) throw new Error(`${what} left in the log: ${faults.join('\n')}`)
    if (answer.status >= 500) throw new Error(`${what} answered ${answer.status}`)
    const count = tried.get(name)
    if (!count) return
    count.cases++
    if (answer.status === 400 && text.startsWith('The form could not be read')) count.undecoded++
    if (answer.status === 303 || answer.headers.has('x-action-redirect')) count.taken++
  })
  await fc.assert(property, budget)
  return tried
}

async function send(
  site: Site,
  seen: SeenForm,
  id: string,
  cookie: string,
  one: ActionCase,
): Promise<Response> {
  const headers: Record<string, string> = { cookie, origin: site.url }
  const url = site.url + seen.path
  const post = (body: BodyInit) => fetch(url, { method: 'POST', redirect: 'manual', headers, body })
  if (one.as === 'arguments') {
    headers['next-action'] = id
    if (one.body.type !== 'multipart/form-data') {
      headers['content-type'] = one.body.type
      return post(one.body.text)
    }
    const body = new FormData()
    for (const [name, text] of one.body.parts) body.append(name, text)
    return post(body)
  }
  const visible = seen.hidden.filter(([name]) => !name.startsWith('$ACTION'))
  const entries = changeFields([...visible, ...fillBlank(oneOfEach(seen.fields), one.typed)], one.changes)
  const body = new FormData()
  if (one.as === 'form') {
    for (const [name, value] of seen.hidden) if (name.startsWith('$ACTION')) body.append(name, value)
    for (const [name, value] of entries) body.append(name, value)
    return post(body)
  }
  headers['next-action'] = id
  for (const [name, value] of entries) body.append(`1_${name}`, value)
  body.append('0', toJson(one.state === 'none' ? ['$K1'] : [one.state, '$K1']))
  return post(body)
}

/** As a browser sends it: of a list of options one. */
function oneOfEach(fields: readonly [string, string][]): [string, string][] {
  return [...new Map(fields).entries()]
}

/** What a person would type into fields that are empty. */
function fillBlank(fields: [string, string][], typed: [string, string][]): [string, string][] {
  const texts = new Map(typed)
  return fields.map(([name, value]) => [name, value || (texts.get(name) ?? '')])
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

/** With what JSON has no word for left out. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? Number(part) : part)) ?? 'null'
}
