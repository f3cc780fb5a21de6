import { headers } from 'next/headers'

/** Keyed by the request: an action and the page after it see the same headers. */
const refused = new WeakSet<object>()

/** Notes that this request's form was refused: without JavaScript the page after it says so in its title. */
export async function noteRefusedForm(): Promise<void> {
  refused.add(await headers())
}

export async function isFormRefused(): Promise<boolean> {
  return refused.has(await headers())
}
