import { eq } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks, notices } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { mailLanes } from '#/db/words/mail.ts'
import type { EventFormat } from '#/db/words/notices.ts'
import { assertOpen, grantAccount } from '#/lib/accounts/access/grants.ts'
import { insertSource } from '#/lib/admin/sources/commands.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { grantSource } from '#/lib/identity/keys/queries.ts'
import { runEscalations } from '#/lib/notices/delivery/escalations.ts'
import { followUp } from '#/lib/notices/delivery/follow-up.ts'
import { runRepeats } from '#/lib/notices/delivery/repeats.ts'
import { ingestEvents } from '#/lib/notices/intake/ingest-events.ts'
import type { IncomingEvent, UnreadableEvent } from '#/lib/notices/parsing/schema.ts'
import { claimMail } from '#/lib/platform/outbox/claims.ts'
import { settleMails } from '#/lib/platform/outbox/outcomes.ts'
import type { Settlement } from '#/lib/platform/outbox/policy.ts'
import type { OutboxRow } from '#/lib/platform/outbox/transport.ts'
import { mailPolicy } from '#/lib/platform/relay/policy.ts'
import { minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { actorOf } from './actors.ts'
import { keyWith } from './endpoint.ts'
import { known } from './known.ts'
import { scenario } from './scenario.ts'
import { openTestStore } from './store.ts'

export const accepted: Settlement = { status: 'accepted', dueAt: null, lastError: '' }
/** The settlement of a mail whose recipient the server refuses. A status such as 5.2.2 does not mark the address. */
export const refused = (status = '5.2.2'): Settlement => ({
  status: 'failed',
  dueAt: null,
  lastError: `RCPT TO 550 ${status} no`,
})

/** An event in the native form that triggers a production alert of `aurora`. */
export function anEvent(given: Partial<IncomingEvent> = {}): IncomingEvent {
  return {
    account: 'aurora',
    category: 'production-alert',
    environment: 'production',
    action: 'trigger',
    dedupKey: 'feed',
    summary: 'Feed error rate 23%',
    details: '',
    meaning: '',
    remedy: '',
    severity: 'error',
    occurredAt: null,
    links: [],
    ...given,
  }
}

/** `count` triggers about `aurora`, numbered from `from`. */
export function aStorm(count: number, given: Partial<IncomingEvent> = {}, from = 0): IncomingEvent[] {
  return Array.from({ length: count }, (_, n) => anEvent({ dedupKey: `alert ${from + n}`, ...given }))
}

/**
 * A store with two live accounts and a source. `aurora`: Anna (an editor, the alert contact) and Olga (its owner);
 * `molo`: Luca, who is both. Grace is staff. The other contacts are those of `completeContacts`.
 */
export async function openNoticeSetting({ alone = false, in: given }: { alone?: boolean; in?: Store } = {}) {
  const store = given ?? (await openTestStore())
  const people = await arrange(store, alone)
  const tools = noticeTools(store, people.key)
  return {
    ...people,
    ...tools,
    store,
    events: await tools.grant('events:write'),
    support: () => grantStaff(actorOf(people.grace, 'support'), 'support'),
    member: async (user = people.anna, slug = 'aurora') =>
      assertOpen(await grantAccount(store.read, actorOf(user), { slug }, 'viewer')),
  }
}

const everybody = [
  ...['oncall@contacts.example', 'tech@contacts.example'],
  ...['anna@aurora.example', 'olga@aurora.example'],
]

export function markBouncing(store: Store, ...addresses: string[]): Promise<void> {
  return store.transact(async (tx) => {
    for (const address of addresses)
      await tx.insert(addressMarks).values({ addressKey: address, address, status: '5.1.1', markedAt: now() })
  })
}

/** Tools for tests of notices; `ofSource` is the key of the source that reports events and bounces. */
export function noticeTools(store: Store, ofSource = '') {
  const grant = async <Scope extends 'events:write' | 'bounces:write'>(scope: Scope, key = ofSource) => {
    const found = await grantSource(store.read, key, scope)
    if (typeof found === 'string') throw new Error(found)
    return found
  }
  /** Another source of events. */
  const addSource = async () => grant('events:write', await keyWith(store, 'events:write'))

  async function accept(incoming: (IncomingEvent | UnreadableEvent)[], format: EventFormat = 'native') {
    return (await ingestEvents(store, await grant('events:write'), { format, events: incoming })).events
  }
  async function one(given: Partial<IncomingEvent> = {}, format: EventFormat = 'native') {
    const taken = known((await accept([anEvent(given)], format))[0])
    return { ...taken, noticeId: taken.noticeId ?? '' }
  }
  const mails = async () =>
    (await store.read.select().from(outbox)).sort((one, other) => (one.id < other.id ? -1 : 1))
  const audited = () => store.read.select().from(auditEntries).orderBy(auditEntries.id)
  async function notice(id: string) {
    return known((await store.read.select().from(notices).where(eq(notices.id, id)))[0])
  }
  async function claim(): Promise<OutboxRow[]> {
    const claimed: OutboxRow[] = []
    for (const lane of mailLanes) {
      const leaseUntil = now() + minute
      const what = { lane, owner: 'worker', leaseUntil, limit: 100 }
      claimed.push(...(await claimMail(store, what)))
    }
    return claimed
  }
  /** Records the settlement of a claimed mail, as a worker does; false if the worker no longer holds it. */
  const settle = async (row: OutboxRow, settlement: Settlement) =>
    (
      await settleMails(store, [{ row, settlement, emptied: false }], (tx, settled) =>
        followUp(tx, settled, mailPolicy.evaluate(settled)),
      )
    ).has(row.id)
  /** Sends due mail with the outcome that `outcome` gives for its recipient. */
  async function work(outcome: (recipient: string) => Settlement = () => accepted) {
    for (const row of await claim()) await settle(row, outcome(row.recipient))
  }
  /** Runs the due escalations, after moving the clock by `time` milliseconds if given; returns their number. */
  const escalate = async (time?: number) => {
    if (time !== undefined) moveClock(time)
    return runEscalations(store)
  }
  /** The same with what is due to be sent again. */
  const repeat = async (time?: number) => {
    if (time !== undefined) moveClock(time)
    return runRepeats(store)
  }
  /** Changes columns of an account or a notice. */
  const set = <Table extends typeof accounts | typeof notices>(
    of: Table,
    id: string,
    given: Partial<Table['$inferInsert']>,
  ) =>
    store.transact((tx) => {
      const table: SQLiteTable = of
      return tx.update(table).set(given).where(eq(of.id, id)).then()
    })
  /** Gives an account these technical contacts and alert contacts. */
  const nameTechnical = (accountId: string, addresses: string[], alerts: string[] = []) =>
    store.transact(async (tx) => {
      const technical = addresses.map((address) => ({ address, label: '', locale: null }))
      const content = completeContacts(alerts, { technical })
      await buildRevision(tx, { accountId, savedBy: newId(), content })
    })
  return {
    set,
    nameTechnical,
    grant,
    addSource,
    accept,
    one,
    mails,
    audited,
    notice,
    claim,
    settle,
    work,
    escalate,
    repeat,
    mark: (...addresses: string[]) => markBouncing(store, ...addresses),
    /** Makes every address of `aurora` bounce that a notice goes to. */
    markAll: () => markBouncing(store, ...everybody),
    unmark: () => store.transact((tx) => tx.delete(addressMarks).then()),
    told: async () => (await mails()).map(({ part, recipient }) => `${part} ${recipient}`),
  }
}

async function arrange(store: Store, alone: boolean) {
  const people = await scenario(
    store,
    {
      account: {
        slug: 'aurora',
        alerts: ['anna'],
        people: { anna: { role: 'editor', locale: 'en', timeZone: 'Europe/Rome' }, olga: 'owner' },
      },
      molo: { name: 'Trattoria Molo', alerts: ['luca'], people: { luca: 'owner' } },
    },
    { grace: 'support' },
    { alone },
  )
  const scopes = ['events:write' as const, 'bounces:write' as const]
  const { key } = await store.transact((tx) => insertSource(tx, { name: 'monitoring', scopes }, null))
  return { ...people, key }
}
