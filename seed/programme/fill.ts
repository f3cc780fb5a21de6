import { eq } from 'drizzle-orm'
import { accounts, integrationTypes } from '#/db/schema/accounts.ts'
import { cases } from '#/db/schema/cases.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import { users } from '#/db/schema/people.ts'
import { openStore } from '#/db/store/index.ts'
import { type Store, StoreError, type StoreLocation, type Writer } from '#/db/store/store.ts'
import { addStaff } from '#/lib/admin/staff/commands.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { buildSource } from '#/seed/notices.ts'
import { buildStaff } from '#/seed/people.ts'
import { type AccountSetting, addAccount, type SeededAccountFacts } from './account-rows.ts'
import { openBulkLoad } from './bulk-load.ts'
import { addCase } from './case-rows.ts'
import { Dice } from './dice.ts'
import { addNotice } from './notice-rows.ts'
import { Rows } from './rows.ts'

/** The staff to sign in as. */
export const seedStaff = [
  { email: 'admin@actions-desk.example', role: 'admin', name: 'Ada Whitfield' },
  { email: 'support@actions-desk.example', role: 'support', name: 'Grace Whitfield' },
] as const

const accountsOver = 900 * day
const noticesOver = 398 * day
const deliveriesPerAccount = 10
const casesPerAccount = 0.2

/**
 * Fills a store without accounts with an invented programme from before `at` (milliseconds UTC): this many accounts
 * with people, contacts, revisions and search rows, and ten deliveries for each, with their notices, cases and audit
 * entries. The same numbers make the same store. @throws StoreError if it has accounts or is in use
 */
export async function fillStore(location: StoreLocation, given: { accounts: number; at: number }) {
  const setting = await furnish(location, given.at)
  const load = await openBulkLoad(location)
  try {
    const rows = new Rows(load)
    const open = await addAccounts(rows, setting, given.accounts)
    await addNotices(rows, setting, open, given.accounts * deliveriesPerAccount)
    await addCases(rows, setting, open, Math.round(given.accounts * casesPerAccount))
    await rows.write('all')
    await load.commit()
    const { contacts } = rows
    return {
      accounts: rows.count(accounts),
      contacts,
      deliveries: rows.count(outbox),
      notices: rows.count(notices),
      cases: rows.count(cases),
    }
  } catch (error) {
    await load.rollback()
    throw error
  }
}

/** Adds what the rest refers to: integration types, staff, an event source. */
async function furnish(location: StoreLocation, at: number): Promise<AccountSetting> {
  const store = await openStore(location)
  try {
    if ((await store.read.$count(accounts)) > 0)
      throw new StoreError(
        'The store has accounts already. Only an empty one is filled: name another DATA_DIR or DATABASE_URL.',
      )
    const dice = new Dice(2026)
    const staff = await findStaff(store, dice, at)
    const sourceId = dice.id(at - noticesOver)
    await store.transact(async (tx) => {
      await seedShipped(tx)
      await buildSource(tx, { id: sourceId, name: 'Prometheus', createdAt: at - noticesOver })
    })
    const [type, ...types] = await store.read
      .select()
      .from(integrationTypes)
      .orderBy(integrationTypes.position)
    if (!type) throw new Error('A store has integration types.')
    return { dice, at, staff, sourceId, types: [type, ...types] }
  } finally {
    await store.close()
  }
}

async function findStaff(store: Store, dice: Dice, at: number): Promise<AccountSetting['staff']> {
  const ids: string[] = []
  for (const { email, role, name } of seedStaff) {
    const made = { id: dice.id(at - accountsOver), email, role, name, createdAt: at - accountsOver }
    if (await findUser(store, email)) await addStaff(store, email, role)
    else await store.transact((tx: Writer) => buildStaff(tx, made))
    ids.push((await findUser(store, email)) ?? made.id)
  }
  const [first = '', ...rest] = ids
  return [first, ...rest]
}

async function findUser(store: Store, email: string): Promise<string | undefined> {
  const [user] = await store.read.select({ id: users.id }).from(users).where(eq(users.emailKey, email))
  return user?.id
}

/** An account that has been complete: notices and cases may be about it. */
type OpenAccount = SeededAccountFacts & { openSince: number }

/** Adds the accounts, oldest first; answers those that were complete once, in the order of their creation. */
async function addAccounts(rows: Rows, setting: AccountSetting, count: number): Promise<OpenAccount[]> {
  const open: OpenAccount[] = []
  for (let number = 1; number <= count; number++) {
    const age = accountsOver - (accountsOver - day) * (number / count)
    const account = addAccount(rows, setting, number, Math.round(setting.at - age))
    const { openSince } = account
    if (openSince !== null) open.push({ ...account, openSince })
    await rows.write('many')
  }
  return open.sort((one, other) => one.openSince - other.openSince)
}

/** Adds notices until they have this many deliveries. */
async function addNotices(rows: Rows, setting: AccountSetting, open: OpenAccount[], deliveries: number) {
  const since = beginOf(setting, open)
  const pickAt = pickInOrder(setting.dice, open)
  for (let made = 0; made < deliveries && rows.count(outbox) < deliveries; made++) {
    const seenAt = Math.round(since + (setting.at - 1 - since) * (rows.count(outbox) / deliveries))
    const account = pickAt(seenAt)
    if (!account) return
    addNotice(rows, setting, account, seenAt)
    await rows.write('many')
  }
}

async function addCases(rows: Rows, setting: AccountSetting, open: OpenAccount[], count: number) {
  const since = beginOf(setting, open)
  const pickAt = pickInOrder(setting.dice, open)
  for (let made = 0; made < count; made++) {
    const openedAt = Math.round(since + (setting.at - 1 - since) * (made / count))
    const account = pickAt(openedAt)
    if (!account) return
    addCase(rows, setting, account, openedAt)
    await rows.write('many')
  }
}

/** When the first notice or case may be: once an account is open. */
function beginOf({ at }: AccountSetting, [first]: OpenAccount[]): number {
  return Math.max(at - noticesOver, first ? first.openSince + 1 : at)
}

const noisyShare = 0.005

/**
 * Picks one of the accounts that were open at a time; ask for one time after the other, in order. The first one is
 * picked more often, because a real programme has one noisy account.
 */
function pickInOrder(dice: Dice, open: OpenAccount[]): (at: number) => OpenAccount | undefined {
  let upTo = 1
  return (at) => {
    while ((open[upTo]?.openSince ?? Number.POSITIVE_INFINITY) < at) upTo++
    return open[dice.chance(noisyShare) ? 0 : dice.between(0, upTo)]
  }
}
