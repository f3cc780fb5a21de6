import { fill } from '../routes.ts'
import { type Body, bodies } from './bodies.ts'
import { type FoundForm, listForms } from './forms.ts'
import { type BuiltAction, listBuiltRoutes } from './manifest.ts'
import type { Role, Setting } from './setting.ts'

/** A call of an action that succeeds in the right role. */
export type Call = {
  action: BuiltAction
  path: string
  fields: FoundForm['fields']
  first: string[]
  as: Role | undefined
  /** We know nothing about its body. */
  isGuessed: boolean
}

/** Every form for a server action on account A's, staff and public pages. */
export async function collectForms(site: string, { cookies, params, tokens }: Setting): Promise<FoundForm[]> {
  const pages = listBuiltRoutes().filter(({ isPage }) => isPage)
  const found = await Promise.all(
    pages.map(async ({ route }) => {
      const forms: FoundForm[] = []
      const paths = (tokens[route] ?? ['1']).map((token) => fill(route, { ...params, token }))
      const readers = route.startsWith('/admin')
        ? (['admin'] as const)
        : (['nobody', 'owner', 'viewer'] as const)
      for (const path of paths) {
        for (const reader of readers) {
          const answer = await fetch(site + path, {
            headers: { cookie: cookies[reader] },
            redirect: 'manual',
          })
          if (answer.status === 200) forms.push(...listForms(await answer.text(), path))
        }
      }
      return forms
    }),
  )
  return found.flat()
}

/** Uses a page's form or the table's values; without either, every id it can find. */
export function planCall(
  action: BuiltAction,
  actions: BuiltAction[],
  forms: FoundForm[],
  setting: Setting,
): Call {
  const body: Body = bodies[action.name] ?? {}
  const { id } = actions.find(({ name }) => name === (body.formOf ?? action.name)) ?? action
  const own = body.formOf ? id : action.id
  const form = body.path ? undefined : forms.find((one) => one.action === own && isLike(one, body.like ?? {}))
  const said = body.fields ?? (form ? {} : setting.params)
  const kept = (form?.fields ?? []).filter(([name]) => said[name] === undefined)
  const ofForm = form && !body.formOf ? kept : kept.filter(([name]) => !name.startsWith('$ACTION'))
  return {
    action,
    path: body.path ?? form?.path ?? fill(action.pages[0] ?? '/', setting.params),
    fields: [...ofForm, ...Object.entries(said)],
    first: body.first ?? [],
    as: body.as,
    isGuessed: !body.fields && !form,
  }
}

function isLike({ fields }: FoundForm, wanted: Record<string, string>): boolean {
  return Object.entries(wanted).every(([name, value]) =>
    fields.some(([one, said]) => one === name && said === value),
  )
}

export function retarget(call: Call, from: string, to: string, where: 'path' | 'path and body'): Call {
  const turn = (text: string) => text.replaceAll(from, to)
  const fields =
    where === 'path' ? call.fields : call.fields.map(([name, value]): [string, string] => [name, turn(value)])
  return { ...call, path: turn(call.path), fields }
}
