import type { Store, Writer } from '#/db/store/store.ts'
import type { Taken } from '#/db/words/limits.ts'
import type { Visitor } from '#/lib/identity/sessions/commands.ts'
import { knownBrowser } from '#/lib/identity/sessions/known-browser.ts'
import { countAttempt, takeLimit } from '#/lib/platform/limits/count.ts'
import { currentNetwork } from '#/lib/platform/log/network.ts'

type Asked = { emailKey: string; visitor: Pick<Visitor, 'browser'> }

/**
 * Counts the network that asks for a code, whatever follows. A browser that signed the address in before is not counted with its
 * network (`takeSignIn`), so that nobody can keep a person out by asking often. @throws AppError `too-many`
 */
export async function countAsking(store: Store, { emailKey, visitor }: Asked): Promise<Taken[]> {
  if (knownBrowser(visitor.browser, emailKey) !== null) return []
  return [await countAttempt(store, 'sign-in-network', currentNetwork())]
}

/** Takes one of the codes that may be mailed to an address, known or not. @throws AppError `too-many` */
export async function takeSignIn(tx: Writer, { emailKey, visitor }: Asked): Promise<Taken[]> {
  const browser = knownBrowser(visitor.browser, emailKey)
  const own =
    browser === null
      ? [
          await takeLimit(tx, 'sign-in-address-network', `${emailKey} ${currentNetwork()}`),
          await takeLimit(tx, 'sign-in-address', emailKey),
        ]
      : [await takeLimit(tx, 'sign-in-known-browser', `${emailKey} ${browser}`)]
  return [...own, await takeLimit(tx, 'sign-in-all-browsers', emailKey)]
}

/**
 * Counts a code that is typed, for the network, or for the address where its browser is known, so that strangers cannot use that up;
 * one that is right is given back. @throws AppError `too-many`
 */
export async function countTyping(store: Store, { emailKey, visitor }: Asked): Promise<Taken[]> {
  return [
    knownBrowser(visitor.browser, emailKey) === null
      ? await countAttempt(store, 'sign-in-codes', currentNetwork())
      : await countAttempt(store, 'sign-in-known-codes', emailKey),
  ]
}
