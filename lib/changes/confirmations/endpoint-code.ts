import { createHmac } from 'node:crypto'
import { and, eq, gt, gte, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { nameEndpoint } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { endpointKey } from '#/db/words/points.ts'
import { env } from '#/env.ts'
import { recordEndpointProof } from '#/lib/accounts/proof/endpoint-proof.ts'
import { type Placed, placesOf } from '#/lib/notices/endpoints/open-endpoint.ts'
import { ownErrors } from '#/lib/notices/endpoints/reason.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { linkToken, readLinkToken } from '#/lib/platform/mail/signed-token.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newCode } from '#/lib/platform/values/ids.ts'
import { keyFor } from '#/lib/platform/values/seal.ts'

/** How long a code works, and how often it may be mistyped (channels.md, Confirmed, drilled, shown). */
const lifetime = hour
const maxCodeTries = 5

/** The code that shows that an endpoint reaches somebody; its link confirms with one press. */
export const endpointCode = defineAccountMail<{ accountName: string; code: string }>('endpoint-code', {
  lane: 'wake',
  secret: true,
  lifetime,
  code: ({ code }) => code,
  main: (_, { t, appUrl, mailId }) => ({
    text: t('endpoint-code.confirm'),
    href: `${appUrl}/endpoint/${linkToken('endpoint', mailId)}`,
  }),
})

type Endpoint = typeof endpoints.$inferSelect

/** Sends the endpoint a new code; an earlier one works no longer. @throws AppError `endpoint-refused`, `too-many`, `too-often` */
export async function sendEndpointCode(
  tx: Writer,
  endpoint: Endpoint,
  account: { name: string; defaultLocale: Locale },
): Promise<void> {
  const { id, accountId, host, locale } = endpoint
  if (await isRefused(tx, endpoint)) throw new AppError('endpoint-refused')
  await consumeLimit(tx, 'endpoint-codes', accountId)
  const [place] = placesOf(endpoint)
  await consumeLimit(tx, 'endpoint-codes-place', `${accountId} ${place}`)
  await consumeLimit(tx, 'endpoint-codes-target', place)
  const code = newCode()
  await tx
    .update(endpoints)
    .set({ codeHash: hashOf(id, code), codeSentAt: now(), codeTries: 0 })
    .where(eq(endpoints.id, id))
  const to = { to: endpointKey(id), shown: nameEndpoint(endpoint), host }
  const data = { accountName: account.name, code }
  await queueMail(tx, endpointCode, { ...to, locale: locale ?? account.defaultLocale, accountId, data })
}

/**
 * The marks that say that this account may send no codes to the endpoint's place, its own first, or to one above it: whoever reads
 * them wants none. They outlive the endpoint.
 */
export function refusalKeys(endpoint: Placed & Pick<Endpoint, 'accountId'>): [string, ...string[]] {
  const { accountId, target } = endpoint
  const [place, ...above] = placesOf(endpoint)
  const keyOf = (one: string) => `refused:${hashOf(accountId, one)}`
  // Older marks are of the target.
  return [keyOf(place), ...new Set([...above, target].map(keyOf))]
}

async function isRefused(read: Reader, endpoint: Endpoint): Promise<boolean> {
  // The endpoint's own mark also outlives a change of `AUTH_SECRET`.
  const marks = await findMarks(read, [...refusalKeys(endpoint), endpointKey(endpoint.id)])
  return [...marks.values()].some(({ status }) => status === ownErrors.refused)
}

/** Keyed, because 8 digits are quickly tried: reading the store does not reveal them. */
function hashOf(id: string, code: string): string {
  return createHmac('sha256', keyFor('codes of endpoints', env.AUTH_SECRET))
    .update(`${id} ${code}`)
    .digest('hex')
}

/** An endpoint, of this account if one is named; `actorId`: who typed its code. */
type Coded = { id: string; accountId?: string; actorId?: string }

/**
 * Confirms an endpoint by its code. A wrong try counts, so the transaction must not be rolled back for it. Returns how many tries are
 * left, or `confirmed`.
 */
export async function tryCode(
  tx: Writer,
  { id, accountId, actorId }: Coded,
  typed: string,
): Promise<'confirmed' | number> {
  const isOwn = and(
    eq(endpoints.id, id),
    accountId === undefined ? undefined : eq(endpoints.accountId, accountId),
  )
  const isOpen = and(
    gt(endpoints.codeSentAt, now() - lifetime),
    sql`${endpoints.codeTries} < ${maxCodeTries}`,
  )
  const [tried] = await tx
    .update(endpoints)
    .set({ codeTries: sql`${endpoints.codeTries} + 1` })
    .where(and(isOwn, isOpen))
    .returning()
  if (!tried) return 0
  if (tried.codeHash !== hashOf(id, typed.replace(/\D/g, ''))) return maxCodeTries - tried.codeTries
  return (await recordEndpointProof(tx, id, { actorId: actorId ?? null })) ? 'confirmed' : 0
}

/** The endpoint whose code came with this link, if it still works, and its account's name; changes nothing. */
async function findByLink(read: Reader, token: string) {
  const mailId = await readLinkToken(read, 'endpoint', token)
  if (mailId === null) return null
  const isIts = eq(outbox.recipient, sql`${endpointKey('')} || ${endpoints.id}`)
  const isYoung = gt(outbox.createdAt, now() - lifetime)
  // A newer code replaces this one; one transaction wrote both instants.
  const isLast = gte(outbox.createdAt, endpoints.codeSentAt)
  const [found] = await read
    .select({ endpoint: endpoints, accountName: accounts.name })
    .from(outbox)
    .innerJoin(endpoints, and(isIts, isLast))
    .innerJoin(accounts, eq(accounts.id, endpoints.accountId))
    .where(and(eq(outbox.id, mailId), isYoung))
  return found ?? null
}

/** As `findEndpointLink`, for its buttons. @throws AppError `not-found` */
export async function assertByLink(read: Reader, token: string) {
  const found = await findByLink(read, token)
  if (!found) throw new AppError('not-found')
  return found
}

/** What the page of the link shows; it has buttons while it is open. */
export type EndpointLink = Pick<Endpoint, 'kind' | 'hint' | 'label'> & {
  accountName: string
  state: 'open' | 'on' | 'refused' | 'disabled'
}

export async function findEndpointLink(read: Reader, token: string): Promise<EndpointLink | null> {
  const found = await findByLink(read, token)
  if (!found) return null
  const { endpoint, accountName } = found
  const { kind, hint, label } = endpoint
  return { kind, hint, label, accountName, state: await linkStateOf(read, endpoint) }
}

async function linkStateOf(read: Reader, endpoint: Endpoint): Promise<EndpointLink['state']> {
  // Either answer forgets the code.
  if (endpoint.codeHash !== null && endpoint.disabledBy === null) return 'open'
  if (await isRefused(read, endpoint)) return 'refused'
  return endpoint.disabledAt === null ? 'on' : 'disabled'
}

/** Confirms by the link in the message, unless staff disabled the endpoint. @throws AppError `not-found` */
export function confirmByLink(store: Store, token: string): Promise<void> {
  return store.transact(async (tx) => {
    const { endpoint } = await assertByLink(tx, token)
    if (endpoint.codeHash !== null) await recordEndpointProof(tx, endpoint.id, { actorId: null })
  })
}
