import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accountSearch } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { invitations, memberships, staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { MemberRole, StaffRole } from '#/db/words/people.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildAccount, buildRevision, completeContacts, type SeededAccount } from '#/seed/accounts.ts'
import { buildConfirmation, buildQuestion } from '#/seed/confirmations.ts'
import { buildInvitation, buildMember, buildStaff, buildUser } from '#/seed/people.ts'
import { actorOf } from './actors.ts'
import { dumpRows } from './every-table.ts'
import { failingOn } from './failing.ts'
import { openTestStore } from './store.ts'

export const slug = 'levante'
export const oncall = 'oncall@contacts.example'
export const added = 'added@contacts.example'
export const elsewhere = 'elena@elsewhere.example'
export const both = (template: string) => [
  `${template} bea@levante.example`,
  `${template} elena@levante.example`,
]

type Planted = Awaited<ReturnType<typeof plant>>
export type CommandSetting = Awaited<ReturnType<typeof openCommandSetting>>

/**
 * Levante is live and complete. Elena and Bea own it; Bea is its one alert contact, and has invited Nina. Its one
 * emergency contact bounces and has an open question. `given`: other columns of its row.
 */
async function plant(tx: Writer, given: Partial<SeededAccount>) {
  const ada = await buildStaff(tx, { email: 'ada@desk.example', role: 'admin' })
  const nina = await buildUser(tx, { email: 'nina@levante.example' })
  const facts = { state: 'live', firstCompleteAt: 1, checkDueAt: 1 } as const
  const account = await buildAccount(tx, { slug, name: 'Levante', ...facts, ...(given as object) })
  const of = { accountId: account.id }
  const { user: elena } = await buildMember(tx, { ...of, email: 'elena@levante.example', name: 'Elena' })
  const { user: bea } = await buildMember(tx, { ...of, email: 'bea@levante.example', name: 'Bea' })
  const content = completeContacts([bea.id], { 'merchant-issues': [] })
  await buildRevision(tx, { ...of, savedBy: elena.id, content })
  const { invitation, token } = await buildInvitation(tx, { ...of, invitedBy: bea.id, email: nina.email })
  for (const name of ['tech', 'operations', 'support'])
    await buildConfirmation(tx, { ...of, address: `${name}@contacts.example`, confirmedAt: 1 })
  const asked = await buildConfirmation(tx, { ...of, address: oncall })
  const question = newId()
  await buildQuestion(tx, asked, { id: question, locale: 'it', accountName: account.name })
  for (const address of [oncall, added, nina.email, elsewhere])
    await markAddress(tx, { address, deliveryId: null, status: '5.1.1' }, now())
  // Adds a question to an address without a field and an outdated reason, so that tests see a command end them.
  await buildConfirmation(tx, { ...of, address: 'stray@contacts.example' })
  await refreshSearchRow(tx, account.id)
  await tx.update(accountSearch).set({ nobodySince: 1 })
  return { account, content, elena, bea, nina, invitation, token, ada, link: linkToken('confirm', question) }
}

/** The planted store, with the grants of its people as their pages have them. */
async function openCommandSetting({ account, prepare }: Command) {
  const store = await openTestStore()
  const planted = await store.transact((tx) => plant(tx, { dueAt: now() + day, ...account }))
  await store.transact(async (tx) => prepare?.(tx, planted))
  const { elena, ada } = planted
  const isClosed = planted.account.closedAt !== null
  const owner = isClosed ? null : await grantAccount(store.read, actorOf(elena), planted.account, 'owner')
  return {
    ...planted,
    store,
    admin: grantStaff(actorOf(ada, 'admin'), 'admin'),
    get owner() {
      if (!owner) throw new Error('A closed account grants nothing.')
      return owner
    },
  }
}

/** The stored facts that a command may change. */
async function readFacts({ store, account: { id } }: CommandSetting) {
  const [account] = await store.read.select().from(accounts).where(eq(accounts.id, id))
  const open = await store.read.select().from(confirmations)
  return {
    marks: await store.read.$count(addressMarks),
    deadline: account?.dueAt === null,
    check: (account?.checkDueAt ?? 0) > now(),
    drill: account?.drillDueAt !== null,
    search: await store.read.$count(accountSearch, eq(accountSearch.nobodySince, 1)),
    confirmations: open.filter(({ address, endedAt }) => address.startsWith('stray') && endedAt === null)
      .length,
    invitations: (await store.read.select().from(invitations)).filter((one) => one.revokedAt !== null).length,
  }
}

type Effect = keyof Awaited<ReturnType<typeof readFacts>>
export type Command = {
  /** The right that the command needs; null if a link is the right, or the subject is the person themselves. */
  right: MemberRole | StaffRole | null
  /** The account before; by default complete with a deadline, which a refresh would remove. */
  account?: Partial<SeededAccount>
  prepare?(tx: Writer, planted: Planted): Promise<unknown>
  /** Runs the command in `store`, which may fail. */
  change(store: Store, setting: CommandSetting): Promise<unknown>
  follows?: Effect[]
  /** The audit entries and mails that it writes, in order. */
  entries: string[]
  mails?: string[]
}

const takeAway: Record<MemberRole | StaffRole, (tx: Writer) => Promise<unknown>> = {
  owner: async (tx) => tx.update(unguarded(memberships)).set({ role: 'editor' }),
  editor: async (tx) => tx.update(unguarded(memberships)).set({ role: 'viewer' }),
  viewer: async (tx) => tx.delete(unguarded(memberships)),
  admin: async (tx) => tx.update(staff).set({ role: 'support' }),
  support: async (tx) => tx.delete(staff),
}

/** Tests that each command reads the right again, changes all or nothing, and has these effects. */
export function testCommands(commands: Record<string, Command>): void {
  test.each(Object.entries(commands))('%s', async (_title, command) => {
    const setting = await openCommandSetting(command)
    const { store } = setting
    const rows = await dumpRows(store)
    if (command.right) await expectRefusal(command.right, setting, command)
    if (command.entries.length > 0) {
      const unrecorded = command.change(failingOn(store, auditEntries), setting)
      await expect(unrecorded, 'not recorded').rejects.toThrow('disk full')
    }
    expect(await dumpRows(store), 'after what was refused').toEqual(rows)
    await expectEffects(setting, command)
  })
}

/** The person loses the right after their page was made. */
async function expectRefusal(right: MemberRole | StaffRole, setting: CommandSetting, command: Command) {
  const { store } = setting
  const members = await store.read.select().from(memberships)
  const colleagues = await store.read.select().from(staff)
  await store.transact(takeAway[right])
  const isLowest = right === 'viewer' || right === 'support'
  const code = isLowest ? 'not-found' : right === 'admin' ? 'admin-only' : 'forbidden'
  await expect(command.change(store, setting), `no ${right} any more`).rejects.toMatchObject({ code })
  await store.transact(async (tx) => {
    await tx.delete(unguarded(memberships))
    await tx.delete(staff)
    await tx.insert(unguarded(memberships)).values(members)
    await tx.insert(staff).values(colleagues)
  })
}

async function expectEffects(
  setting: CommandSetting,
  { right, change, follows = [], entries, mails = [] }: Command,
) {
  const { store } = setting
  const asked = new Set((await store.read.select().from(outbox)).map(({ id }) => id))
  const before = await readFacts(setting)
  await change(store, setting)
  const after = await readFacts(setting)
  const changed = (Object.keys(after) as Effect[]).filter((effect) => after[effect] !== before[effect])
  expect(changed).toEqual(follows)
  const written = await store.read.select().from(auditEntries).orderBy(asc(auditEntries.id))
  expect(written.map(({ action }) => action)).toEqual(entries)
  const actor = right === 'admin' || right === 'support' ? setting.ada : setting.elena
  if (right) for (const { actorId } of written) expect(actorId, 'who is recorded').toBe(actor.id)
  const sent = await store.read.select().from(outbox).orderBy(asc(outbox.id))
  expect(
    sent.filter(({ id }) => !asked.has(id)).map(({ template, recipient }) => `${template} ${recipient}`),
  ).toEqual(mails)
}
