import { setTimeout } from 'node:timers/promises'
import { findForm, hiddenFields } from '../../e2e/form-post.ts'
import type { Template } from './stores.ts'

const perSecond = 2

/** Milliseconds of each page and form, and how many were refused. */
type Seen = { pages: number[]; forms: number[]; refused: number }
const nothing = (): Seen => ({ pages: [], forms: [], refused: 0 })

/**
 * A person at the servers in turn, until stopped: opens the gate, and saves a form as a browser without JavaScript does.
 * What was before `restart` does not count.
 */
export function watchPeople(urls: string[], { cookie, gate }: Pick<Template, 'cookie' | 'gate'>) {
  let seen = nothing()
  let isStopped = false
  const keepDoing = async (act: (url: string, turn: number) => Promise<void>) => {
    const began = performance.now()
    for (let turn = 0; !isStopped; turn++) {
      await act(urls[turn % urls.length] ?? '', turn)
      await setTimeout(Math.max(0, began + ((turn + 1) * 1000) / perSecond - performance.now()))
    }
  }
  const open = async (url: string) => {
    const began = performance.now()
    const answer = await fetch(`${url}${gate}`, { headers: { cookie }, redirect: 'manual' })
    await answer.arrayBuffer()
    seen.pages.push(performance.now() - began)
    if (answer.status !== 200) seen.refused++
  }
  const save = async (url: string, turn: number) => {
    const form = await openForm(url, cookie)
    form.set('name', `Chiara Rinaldi ${turn}`)
    const began = performance.now()
    const headers = { cookie, origin: url }
    const answer = await fetch(`${url}/settings`, { method: 'POST', headers, body: form, redirect: 'manual' })
    await answer.arrayBuffer()
    seen.forms.push(performance.now() - began)
    if (answer.status !== 303) seen.refused++
  }
  const watching = Promise.all([keepDoing(open), keepDoing(save)])
  return {
    restart: () => {
      seen = nothing()
    },
    stop: async () => {
      isStopped = true
      await watching
      return seen
    },
  }
}

/** The person's own settings, as the page shows them. */
async function openForm(url: string, cookie: string): Promise<FormData> {
  const page = await (await fetch(`${url}/settings`, { headers: { cookie }, redirect: 'manual' })).text()
  const form = new FormData()
  for (const [name, value] of Object.entries(hiddenFields(findForm(page, 'timeZone')))) form.set(name, value)
  const typed = { locale: 'en', timeZone: 'Europe/Rome', theme: 'system' }
  for (const [name, value] of Object.entries(typed)) form.set(name, value)
  return form
}
