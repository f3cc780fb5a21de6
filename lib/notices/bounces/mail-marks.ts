import { and, asc, eq, isNull } from 'drizzle-orm'
import { endpoints } from '#/db/schema/endpoints.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { nameEndpoint } from '#/db/words/accounts.ts'
import { endpointIdOf, type Purpose } from '#/db/words/points.ts'
import { env } from '#/env.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { listHolders } from '#/lib/accounts/points/holders.ts'
import { listPoints } from '#/lib/accounts/points/points.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { defineProgress } from '#/lib/platform/jobs/progress.ts'
import { type AddressMark, findMarks } from '#/lib/platform/mail/marks.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { addressBouncing } from './address-bouncing.ts'

/** Addresses per run: a failing domain can mark thousands at once. */
export const marksPerRun = 50
export const mailInterval = 30_000
/** Accounts per address and run: an agency's address may serve thousands. */
export const accountsPerMark = 100

/** Notifies owners and editors once per account of a bouncing address (notices.md, Bouncing), 100 accounts per run. */
export const mailMarks = forEachDue({
  turn: { name: 'bouncing addresses', every: mailInterval },
  most: marksPerRun,
  due: (read, most) =>
    read
      .select({ id: addressMarks.addressKey })
      .from(addressMarks)
      .where(isNull(addressMarks.toldAt))
      .orderBy(asc(addressMarks.markedAt))
      .limit(most),
  work: (tx, { id }) => tell(tx, id),
})

/** Returns whether the mark was due and all its accounts are notified. */
async function tell(tx: Writer, ofMark: string): Promise<boolean> {
  const isUntold = and(eq(addressMarks.addressKey, ofMark), isNull(addressMarks.toldAt))
  const [mark] = await tx.select().from(addressMarks).where(isUntold)
  if (!mark) return false
  const page = { after: await readProgress(tx, mark), most: accountsPerMark, as: 'any' } as const
  const ids = await listHolders(tx, ofMark, page)
  await notifyAccounts(tx, mark, ids)
  const last = ids.length < accountsPerMark ? undefined : ids.at(-1)
  if (last) await writeProgress(tx, mark, last)
  else await tx.update(addressMarks).set({ toldAt: now() }).where(isUntold)
  return !last
}

async function notifyAccounts(tx: Writer, mark: AddressMark, ids: readonly string[]): Promise<void> {
  const endpointId = endpointIdOf(mark.addressKey)
  const [found] =
    endpointId === null ? [] : await tx.select().from(endpoints).where(eq(endpoints.id, endpointId))
  const address = found ? nameEndpoint(found) : mark.address
  for (const id of ids) {
    const standing = await loadAccount(tx, { id }, now())
    if (!standing || standing.account.closedAt !== null) continue
    // Nobody can correct a field that the integration type hides.
    const serves = listPoints(standing, 'used').find(({ key }) => key === mark.addressKey)?.serves ?? []
    if (serves.length === 0) continue
    const { account, members } = standing
    for (const { role, email, locale } of members) {
      if (role === 'viewer' || addressKey(email) === mark.addressKey) continue
      const place = endpointId === null ? placeOf(serves) : `endpoints/${endpointId}`
      const link = `${env.APP_URL}/accounts/${account.slug}/configuration/${place}`
      const endpoint = endpointId === null ? {} : { endpoint: { reason: mark.status } }
      const data = { accountName: account.name, address, serves, link, ...endpoint }
      const mail = { to: email, locale: locale ?? account.defaultLocale, accountId: id, data }
      await queueMail(tx, addressBouncing, mail)
    }
  }
}

/** The path of the form with the address: the first field that has it, or the users page for an owner. */
function placeOf([first]: readonly Purpose[]): string {
  return first === 'owners' ? 'users' : `contact-information?env=production#${first}`
}

/** Marks of addresses with many accounts, by address key: `after` is the last account notified. */
type Told = Record<string, { markedAt: number; after: string }>

const told = defineProgress<Told>('marks-being-told')

/** The last account notified of a mark; empty before the first. */
async function readProgress(read: Reader, { addressKey, markedAt }: AddressMark): Promise<string> {
  const one = (await told.read(read))?.[addressKey]
  return one?.markedAt === markedAt ? one.after : ''
}

/** Saves the last account notified. Drops entries whose mark was cleared or finished. */
async function writeProgress(
  tx: Writer,
  { addressKey, markedAt }: AddressMark,
  after: string,
): Promise<void> {
  const all: Told = { ...(await told.read(tx)), [addressKey]: { markedAt, after } }
  const marks = await findMarks(tx, Object.keys(all))
  const isUntold = (key: string) => marks.get(key)?.toldAt === null
  await told.write(tx, Object.fromEntries(Object.entries(all).filter(([key]) => isUntold(key))))
}
