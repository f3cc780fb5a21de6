import type { Store, Writer } from '#/db/store/index.ts'
import { countAttempt, giveBack, takeLimit } from '#/lib/limits/count.ts'
import { currentNetwork } from '#/lib/limits/network.ts'
import type { Visitor } from './commands.ts'
import { knownBrowser } from './known-browser.ts'

type Asked = { emailKey: string; visitor: Pick<Visitor, 'browser'> }

/**
 * Counts the network that asks for a code, whatever follows. A browser that signed the address in before is counted by itself
 * alone (`takeSignIn`), so that nobody can keep a person out by asking often. @throws AppError `too-many`
 */
export async function countAsking(store: Store, { emailKey, visitor }: Asked): Promise<void> {
  if (knownBrowser(visitor.browser, emailKey) === null) {
    await countAttempt(store, 'sign-in-network', currentNetwork())
  }
}

/** Takes one of the codes that may be mailed to an address, known or not. @throws AppError `too-many` */
export async function takeSignIn(tx: Writer, { emailKey, visitor }: Asked): Promise<void> {
  const browser = knownBrowser(visitor.browser, emailKey)
  if (browser !== null) return takeLimit(tx, 'sign-in-known-browser', `${emailKey} ${browser}`)
  await takeLimit(tx, 'sign-in-address-network', `${emailKey} ${currentNetwork()}`)
  await takeLimit(tx, 'sign-in-address', emailKey)
}

/** Counts a code that is typed; one that is right is given back. @throws AppError `too-many` */
export async function countTyping(store: Store, { emailKey, visitor }: Asked): Promise<void> {
  if (knownBrowser(visitor.browser, emailKey) === null) {
    await countAttempt(store, 'sign-in-codes', currentNetwork())
  }
}

/** Whoever signs in has read the mail, and is welcome to ask again. */
export async function giveBackSignIn(
  tx: Writer,
  { emailKey, visitor }: Asked,
  by: 'code' | 'link',
): Promise<void> {
  const browser = knownBrowser(visitor.browser, emailKey)
  if (browser !== null) return giveBack(tx, 'sign-in-known-browser', `${emailKey} ${browser}`)
  const network = currentNetwork()
  await giveBack(tx, 'sign-in-address-network', `${emailKey} ${network}`)
  await giveBack(tx, 'sign-in-address', emailKey)
  await giveBack(tx, 'sign-in-network', network)
  if (by === 'code') await giveBack(tx, 'sign-in-codes', network)
}
