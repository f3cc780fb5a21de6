import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { hiddenFields } from '../form-post.ts'
import { fill, listRoutes } from '../routes.ts'
import type { Site } from '../site.ts'

const manifest = resolve(import.meta.dirname, '../../.next/server/server-reference-manifest.json')

/** A server action of the build, and the patterns of the pages that have it. */
export type Action = { id: string; name: string; routes: string[] }

type Manifest = {
  node: Record<string, { workers: Record<string, unknown>; exportedName: string }>
}

/** Every server action there is: a new one is here by existing. */
export function listActions(): Action[] {
  const { node } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest
  return Object.entries(node).map(([id, { exportedName, workers }]) => ({
    id,
    name: exportedName,
    routes: Object.keys(workers).map(
      (worker) => worker.replace(/^app|\/page$/g, '').replace(/\/\([^)]+\)/g, '') || '/',
    ),
  }))
}

/** Somebody who uses the portal; `null` is nobody who is known. */
export const people = {
  nobody: null,
  admin: 'admin@actions-desk.example',
  support: 'support@actions-desk.example',
  owner: 'elena@levante.example',
  member: 'paolo@levante.example',
  newcomer: 'giulia@clinica-aurora.example',
} as const
export type Person = keyof typeof people
export const everybody = Object.keys(people) as Person[]

/** A form as a page shows it to a person: where, with what hidden, and what is in its fields. */
export type SeenForm = {
  path: string
  person: Person
  hidden: [string, string][]
  fields: [string, string][]
}

/**
 * The forms that people find who follow every link there is, at most `each` pages of a pattern, and open what was mailed. Also
 * every other address that was seen, as what to fill in for parts of others.
 */
export async function findForms(site: Site, who: readonly Person[], each: number): Promise<SeenForm[]> {
  const forms: SeenForm[] = []
  const mailed = (await site.mail()).flatMap(({ text }) => listLinks(text, site.url))
  for (const person of who) {
    const cookie = await cookieOf(site, person)
    const waiting = ['/', '/accounts', '/admin', '/settings', '/sign-in', ...mailed, ...plainPages()]
    const seen = new Map<string, number>()
    const known = new Set(waiting)
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const pattern = patternOf(path)
      const times = seen.get(pattern) ?? 0
      if (pattern === '' || times >= each) continue
      seen.set(pattern, times + 1)
      const answer = await fetch(site.url + path, { headers: { cookie }, redirect: 'manual' })
      const html = await answer.text()
      const next = answer.headers.get('location') ?? ''
      for (const link of [...listLinks(next, site.url), ...listLinks(html, site.url), ...listHrefs(html)]) {
        if (!known.has(link)) waiting.push(link)
        known.add(link)
      }
      for (const form of html.match(/<form.*?<\/form>/gs) ?? []) {
        const hidden = Object.entries(hiddenFields(form))
        if (hidden.some(([name]) => name.startsWith('$ACTION'))) {
          forms.push({ path, person, hidden, fields: listFields(form) })
        }
      }
    }
  }
  return forms
}

/** The action that a form calls, by its id. */
export function actionOf({ hidden }: SeenForm): string {
  for (const [name, value] of hidden) {
    const plain = /^\$ACTION_ID_([0-9a-f]+)$/.exec(name)?.[1]
    if (plain) return plain
    if (/^\$ACTION_\d+:0$/.test(name)) return String((JSON.parse(value) as { id?: unknown }).id)
  }
  return ''
}

/** The forms of each action; one that no page showed gets a form with the parameters of its page. */
export function formsOf(actions: readonly Action[], forms: readonly SeenForm[]): SeenForm[][] {
  return actions.map(({ id, routes }) => {
    const seen = forms.filter((form) => actionOf(form) === id)
    if (seen.length > 0) return seen
    const [route = '/'] = routes
    const fields = [...route.matchAll(/\[(\w+)\]/g)].map(([, name = '']): [string, string] => [name, '1'])
    const hidden: [string, string][] = [
      ['$ACTION_REF_1', ''],
      ['$ACTION_1:0', JSON.stringify({ id, bound: '$@1' })],
      ['$ACTION_1:1', '[{"ok":false,"message":"","fieldErrors":{},"values":{}}]'],
    ]
    return [{ path: fill(route), person: 'admin', hidden, fields }]
  })
}

/** Nobody's is empty. */
export async function cookieOf(site: Site, person: Person): Promise<string> {
  const email = people[person]
  return email ? `recapito.session=${await site.sessionCookie(email)}` : ''
}

function plainPages(): string[] {
  return listRoutes()
    .pages.filter((pattern) => !pattern.includes('[') && !pattern.startsWith('/dev/'))
    .map((pattern) => fill(pattern))
}

const patterns = listRoutes().pages.map((pattern) => ({
  pattern,
  form: new RegExp(`^${pattern.replace(/\[\.\.\.\w+\]/g, '.+').replace(/\[\w+\]/g, '[^/]+')}$`),
  dynamic: pattern.split('[').length,
}))
patterns.sort((one, other) => one.dynamic - other.dynamic)

/** Which page an address is one of; empty for none that we have. */
function patternOf(path: string): string {
  const plain = path.split(/[?#]/, 1)[0] ?? ''
  return plain.startsWith('/dev/') ? '' : (patterns.find(({ form }) => form.test(plain))?.pattern ?? '')
}

function listLinks(text: string, url: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s"'<>)]+/g)]
    .map(([link]) => link)
    .filter((link) => link.startsWith(`${url}/`))
    .map((link) => link.slice(url.length).replaceAll('&amp;', '&'))
}

function listHrefs(html: string): string[] {
  return [...html.matchAll(/ (?:href|action)="(\/[^"#]*)/g)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&'),
  )
}

function listFields(form: string): [string, string][] {
  const fields: [string, string][] = []
  for (const [tag] of form.matchAll(/<(?:input|textarea|button|select)\b[^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1]
    if (!name || name.startsWith('$ACTION')) continue
    if (tag.startsWith('<select')) {
      const options = form.slice(form.indexOf(tag)).split('</select>', 1)[0] ?? ''
      for (const [, value = ''] of options.matchAll(/<option[^>]* value="([^"]*)"/g))
        fields.push([name, value])
    } else fields.push([name, decodeText(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')])
  }
  return fields
}

function decodeText(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
}
