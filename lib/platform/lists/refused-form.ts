import { headers } from 'next/headers'

/** Keyed by the request: an action and the page after it see the same headers. */
const refused = new WeakSet<object>()

/** The same for forms that stay on their page and report their result there. */
const done = new WeakSet<object>()

/** Marks this request's form as refused: without JavaScript the next page says so in its title. */
export async function markFormRefused(): Promise<void> {
  refused.add(await headers())
}

export async function isFormRefused(): Promise<boolean> {
  return refused.has(await headers())
}

/** Marks this request's form as done; it stays on its page. */
export async function markFormDone(): Promise<void> {
  done.add(await headers())
}

/** Whether a form of this request answers on its page: its answer takes the focus, and no earlier result. */
export async function isFormAnswered(): Promise<boolean> {
  return done.has(await headers()) || (await isFormRefused())
}

/** Likewise the titles of questions that forms ask before they send mail. */
const asked = new WeakMap<object, string>()

/** Notes the title of what this request's form asks: without JavaScript that is the page after it. */
export async function setFormQuestion(title: string): Promise<void> {
  asked.set(await headers(), title)
}

/** The title of what this request's form asks; null if it asks nothing. */
export async function findQuestion(): Promise<string | null> {
  return asked.get(await headers()) ?? null
}
