import type { BuiltAction } from './manifest.ts'

export type Answer = { status: number; location: string; body: string }
type Fields = readonly [name: string, value: string | Blob][]
export type Post = {
  action: BuiltAction
  path: string
  fields: Fields
  cookie: string
  how: 'form' | 'fetch'
}

export async function ask(url: string, init: RequestInit): Promise<Answer> {
  const answer = await fetch(url, { ...init, redirect: 'manual' })
  return { status: answer.status, location: leadsTo(answer), body: await answer.text() }
}

function leadsTo({ headers }: Response): string {
  return headers.get('location') ?? headers.get('x-action-redirect')?.split(';')[0] ?? ''
}

/** Calls a server action as a page does: by a form without JavaScript, or by React's script. */
export function post(site: string, { action, path, fields, cookie, how }: Post): Promise<Answer> {
  const typed = fields.filter(([name]) => !name.startsWith('$ACTION'))
  const headers = { cookie, origin: site }
  if (how === 'form') {
    const hidden = fields.filter(([name]) => name.startsWith('$ACTION'))
    return ask(site + path, {
      method: 'POST',
      headers,
      body: toForm([...(hidden.length > 0 ? hidden : hide(action)), ...typed]),
    })
  }
  const state = { ok: false, message: '', fieldErrors: {}, values: {} }
  const given = takesState(action) ? [state, '$K1'] : ['$K1']
  const body = toForm([
    ...typed.map(([name, value]): Fields[number] => [`_1_${name}`, value]),
    ['0', JSON.stringify(given)],
  ])
  return ask(site + path, { method: 'POST', headers: { ...headers, 'next-action': action.id }, body })
}

/** React's hidden fields: the action's id, or the id with the last state. */
function hide(action: BuiltAction): Fields {
  if (!takesState(action)) return [[`$ACTION_ID_${action.id}`, '']]
  return [
    ['$ACTION_REF_1', ''],
    ['$ACTION_1:0', JSON.stringify({ id: action.id, bound: '$@1' })],
    ['$ACTION_1:1', '[{"ok":false,"message":"","fieldErrors":{},"values":{}}]'],
    ['$ACTION_KEY', 'k0'],
  ]
}

/** The first byte of an id encodes the number of declared arguments (Next): one, a form, or none. */
function takesState({ id }: BuiltAction): boolean {
  return !/^(40|00)/.test(id)
}

export function toForm(fields: Fields): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}
