import {
  type AnyColumn,
  and,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  not,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { nameEndpoint } from '#/db/words/accounts.ts'
import { endpointKey } from '#/db/words/points.ts'
import { isLiveEndpoint } from '#/lib/accounts/account/load-account.ts'
import { hasMark, markAddress } from '#/lib/accounts/proof/marks.ts'
import { fallBack } from '#/lib/notices/delivery/follow-up.ts'
import { forEachDue } from '#/lib/platform/jobs/for-each-due.ts'
import { runAll } from '#/lib/platform/jobs/run-all.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { day, hour, maxClockSkew, minute, now } from '#/lib/platform/values/clock.ts'
import { failingTries, maxPatience } from './policy.ts'

/** Asks whether a failing endpoint works again. The next one comes in an hour, so this is not tried for long. */
export const endpointProbe = defineAccountMail<{ accountName: string }>('endpoint-probe', {
  lane: 'hook',
  lifetime: minute,
})

/** An endpoint that failed so often in a row, for so long, is failing; it is tried once an hour for three days. */
const failing = { tries: failingTries, span: hour, probeEvery: hour, probeFor: 3 * day }

/** Whether it is time. What waits longer than it may is from before the clock was set back. */
const isDue = (column: AnyColumn, longest: number) =>
  or(lte(column, now()), gt(column, now() + longest + maxClockSkew))

/** What is cancelled hands nothing on, unless it was withheld: its point is no longer in the step. */
const handsOn = and(isNotNull(outbox.handOnAt), or(isNotNull(outbox.dueAt), eq(outbox.status, 'withheld')))

const urgentLanes = ['wake', 'urgent']

/** Tells the next step where no endpoint of a step took the message in time (channels.md, Patience), or mail to it was withheld. */
const handOnSilent = forEachDue({
  most: 200,
  due: (read: Reader, most) =>
    read
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(handsOn, isDue(outbox.handOnAt, maxPatience)))
      // What is removed may have left thousands of others.
      .orderBy(desc(inArray(outbox.lane, urgentLanes)), outbox.handOnAt)
      .limit(most),
  async work(tx, { id }) {
    const [silent] = await tx
      .update(outbox)
      .set({ handOnAt: null, silent: true })
      .where(and(eq(outbox.id, id), handsOn))
      .returning()
    if (silent) await fallBack(tx, silent, now())
    return silent !== undefined
  },
  exclusive: true,
  share: 0,
})

const markFailing = forEachDue({
  most: 200,
  due: listFirst(isNewlyFailing, 'failedSince'),
  async work(tx, { id }) {
    const [found] = await tx
      .update(endpoints)
      .set({ probeAt: now() + failing.probeEvery })
      .where(and(eq(endpoints.id, id), isNewlyFailing()))
      .returning()
    if (!found) return false
    const point = { key: endpointKey(id), address: nameEndpoint(found) }
    await markAddress(tx, { ...point, deliveryId: null, status: `${found.failures} failures` }, now())
    return true
  },
  exclusive: true,
})

function listFirst(which: () => SQL | undefined, by: 'failedSince' | 'probeAt') {
  return (read: Reader, most: number) =>
    read.select({ id: endpoints.id }).from(endpoints).where(which()).orderBy(endpoints[by]).limit(most)
}

/** Not one that has a mark already: its probes may have ended. */
function isNewlyFailing() {
  const { failedSince } = endpoints
  const isLong = or(lte(failedSince, now() - failing.span), gt(failedSince, now() + maxClockSkew))
  const isFailing = and(isNotNull(failedSince), isLong, gte(endpoints.failures, failing.tries))
  return and(isFailing, isLiveEndpoint, isNull(endpoints.probeAt), not(hasMark()))
}

const probeDue = forEachDue({
  most: 200,
  due: listFirst(isProbeDue, 'probeAt'),
  work: probe,
})

/** Nobody calls an endpoint of a closed account; once it is reopened, the probes go on. */
function isProbeDue() {
  const isOpen = sql`exists (select 1 from ${accounts}
    where ${accounts.id} = ${endpoints.accountId} and ${accounts.closedAt} is null)`
  return and(isNotNull(endpoints.probeAt), isDue(endpoints.probeAt, failing.probeEvery), isOpen)
}

async function probe(tx: Writer, { id }: { id: string }): Promise<boolean> {
  const at = now()
  const isYoung = hasMark(at - failing.probeFor)
  const [found] = await tx
    .update(endpoints)
    .set({ probeAt: sql`case when ${isYoung} then cast(${at + failing.probeEvery} as bigint) end` })
    .where(and(eq(endpoints.id, id), isProbeDue()))
    .returning()
  if (!found || found.probeAt === null || found.disabledAt !== null || found.confirmedAt === null)
    return false
  const [account] = await tx
    .select({ name: accounts.name, defaultLocale: accounts.defaultLocale })
    .from(accounts)
    .where(eq(accounts.id, found.accountId))
  const point = { to: endpointKey(id), shown: nameEndpoint(found), host: found.host }
  const locale = found.locale ?? account?.defaultLocale ?? 'en'
  const data = { accountName: account?.name ?? '' }
  await queueMail(tx, endpointProbe, { ...point, locale, accountId: found.accountId, data })
  return true
}

/** Tells next steps where endpoints are silent or mail was withheld; marks failing endpoints and probes them. @throws AggregateError of failures, which are retried */
export async function watchEndpoints(store: Store, stopping?: AbortSignal): Promise<number> {
  const jobs = [handOnSilent, markFailing, probeDue].map((job) => () => job(store, stopping))
  const done = await runAll(jobs, 'Some endpoints could not be watched.')
  return done.reduce((sum, count) => sum + count, 0)
}
