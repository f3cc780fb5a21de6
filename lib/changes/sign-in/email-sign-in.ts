import { and, eq } from 'drizzle-orm'
import { challenges } from '#/db/schema/people.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import type { Locale, Taken } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { findEntrant } from '#/lib/accounts/invitations/entrant.ts'
import { clearMarks } from '#/lib/accounts/proof/marks.ts'
import { recogniseBrowser } from '#/lib/identity/sessions/browser.ts'
import {
  findOrCreateUser,
  type SignInMethod,
  startSession,
  type Visitor,
} from '#/lib/identity/sessions/commands.ts'
import { knownBrowser, proveBrowser } from '#/lib/identity/sessions/known-browser.ts'
import { challengeTtl } from '#/lib/identity/sessions/policy.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { consumeLimit, countAttempt, refund } from '#/lib/platform/limits/count.ts'
import { countGuess } from '#/lib/platform/limits/guesses.ts'
import { currentNetwork } from '#/lib/platform/log/origin.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { hashSecret, newCode, newId, newToken } from '#/lib/platform/values/ids.ts'
import {
  type Challenge,
  checkCode,
  findChallengeAddress,
  insertChallenge,
  isUsableChallenge,
  refuseWrongCode,
} from './challenges.ts'
import { signInCode } from './sign-in-code.ts'

/** `browser`: a token for the browser to keep (known-browser.ts). */
type Redeemed = { sessionId: string; browser: string }

/**
 * Mails a sign-in code and link, and returns the challenge's id. A known and an unknown address cost the same reads and
 * writes and get the same answer; mail to an unknown one is withheld (product.md). `next`: where the link leads after
 * signing in.
 * @throws AppError `too-many` when the address or the network has asked too often
 */
export async function requestSignIn(
  store: Store,
  email: string,
  visitor: Visitor,
  next: string | null = null,
): Promise<string> {
  const id = newId()
  const code = newCode()
  const token = newToken()
  const emailKey = addressKey(email)
  const link = `${env.APP_URL}/sign-in/link/${token}${next ? `?${new URLSearchParams({ next })}` : ''}`
  const asking = await countCodeRequest(store, { emailKey, visitor })
  await store.transact(async (tx) => {
    const counted = [...asking, ...(await consumeSignInLimits(tx, { emailKey, visitor }))]
    const entrant = await findEntrant(tx, emailKey, now())
    const locale = entrant?.user?.locale ?? visitor.locale
    const userId = entrant?.user?.id ?? null
    await insertChallenge(tx, { id, purpose: 'sign-in', email, userId, code, token, counted })
    const browser = describeBrowser(locale, visitor.userAgent)
    const data = { code, link, minutes: challengeTtl / minute, browser }
    const to = entrant?.email ?? email
    await queueMail(tx, signInCode, { to, locale, data, ...(entrant ? {} : { withheld: true }) })
  })
  return id
}

/** "Firefox on Linux", for a mail; empty for an unknown browser. */
function describeBrowser(locale: Locale, userAgent: string): string {
  const { browser, system } = recogniseBrowser(userAgent)
  if (browser && system) return translatorFor(locale, 'settings')('browser.on', { browser, system })
  return browser ?? system ?? ''
}

/**
 * Signs in with the code that the person typed.
 * @throws AppError `wrong-code`; `challenge-ended`, also after the last wrong code; `too-many` after many wrong codes
 * from the network
 */
export async function redeemCode(
  store: Store,
  challengeId: string,
  typed: string,
  visitor: Visitor,
): Promise<Redeemed> {
  const address = await findChallengeAddress(store.read, challengeId, 'sign-in')
  const typing = await countTypedCode(store, { emailKey: addressKey(address ?? ''), visitor })
  const redeemed = await store.transact(async (tx) => {
    const checked = await checkCode(tx, challengeId, 'sign-in', typed)
    if (!('challenge' in checked)) return checked
    return signIn(tx, checked.challenge, 'code', visitor, typing)
  })
  return refuseWrongCode(redeemed)
}

/** Signs in with a mailed link. @throws AppError `challenge-ended`; `too-many` after many wrong links */
export async function redeemLink(store: Store, token: string, visitor: Visitor): Promise<Redeemed> {
  if ((await findLinkAddress(store.read, token)) === null) await countGuess('wrong-links')
  return store.transact(async (tx) => {
    const [challenge] = await tx
      .update(challenges)
      .set({ usedAt: now() })
      .where(hasOpenLink(token))
      .returning()
    if (!challenge) throw new AppError('challenge-ended')
    return signIn(tx, challenge, 'link', visitor)
  })
}

/** The address that a mailed link would sign in; null when it has ended. Reading changes nothing. */
export async function findLinkAddress(read: Reader, token: string): Promise<string | null> {
  const [usable] = await read.select().from(challenges).where(hasOpenLink(token))
  return usable?.email ?? null
}

function hasOpenLink(token: string) {
  return and(
    eq(challenges.linkHash, hashSecret(token)),
    eq(challenges.purpose, 'sign-in'),
    isUsableChallenge(),
  )
}

async function signIn(
  tx: Writer,
  challenge: Challenge,
  method: SignInMethod,
  visitor: Visitor,
  typing: readonly Taken[] = [],
): Promise<Redeemed> {
  const entrant = await findEntrant(tx, challenge.emailKey, now())
  if (!entrant) throw new AppError('challenge-ended')
  const user = entrant.user ?? (await findOrCreateUser(tx, entrant.email, visitor.locale))
  // The code proves that the person reads the address (notices.md, Bouncing).
  await clearMarks(tx, [challenge.email])
  // Refunds the limits, so that the person may sign in again.
  await refund(tx, [...challenge.counted, ...typing])
  const browser = proveBrowser(visitor.browser, challenge.emailKey)
  return { sessionId: await startSession(tx, user.id, method, visitor), browser }
}

type Asked = { emailKey: string; visitor: Pick<Visitor, 'browser'> }

/**
 * Counts a request for a code by network. A browser that has signed in this address before has its own limit
 * (`consumeSignInLimits`), so that strangers cannot lock a person out by asking often.
 * @throws AppError `too-many`
 */
export async function countCodeRequest(store: Store, { emailKey, visitor }: Asked): Promise<Taken[]> {
  if (knownBrowser(visitor.browser, emailKey) !== null) return []
  return [await countAttempt(store, 'sign-in-network', currentNetwork())]
}

/** Counts one of the codes that an address may get, known or not. @throws AppError `too-many` */
export async function consumeSignInLimits(tx: Writer, { emailKey, visitor }: Asked): Promise<Taken[]> {
  const browser = knownBrowser(visitor.browser, emailKey)
  const own =
    browser === null
      ? [
          await consumeLimit(tx, 'sign-in-address-network', `${emailKey} ${currentNetwork()}`),
          await consumeLimit(tx, 'sign-in-address', emailKey),
        ]
      : [await consumeLimit(tx, 'sign-in-known-browser', `${emailKey} ${browser}`)]
  return [...own, await consumeLimit(tx, 'sign-in-all-browsers', emailKey)]
}

/**
 * Counts a typed code by network, or by address in a known browser, so that strangers cannot use that limit up. A right
 * code is refunded.
 * @throws AppError `too-many`
 */
export async function countTypedCode(store: Store, { emailKey, visitor }: Asked): Promise<Taken[]> {
  return [
    knownBrowser(visitor.browser, emailKey) === null
      ? await countAttempt(store, 'sign-in-codes', currentNetwork())
      : await countAttempt(store, 'sign-in-known-codes', emailKey),
  ]
}
