import { findForm, hiddenFields } from '../form-post.ts'

/** Opens an acknowledge link and presses its button, without JavaScript. */
export async function pressAcknowledge(link: string): Promise<void> {
  const page = await fetch(link)
  const fields = hiddenFields(findForm(await page.text(), 'token'))
  if (!page.ok || !fields.token) throw new Error(`The link answered ${page.status} without a button.`)
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const headers = { origin: new URL(link).origin }
  const answer = await fetch(link, { method: 'POST', body, headers, redirect: 'manual' })
  if (answer.status !== 303) throw new Error(`The button of the link answered ${answer.status}.`)
}
