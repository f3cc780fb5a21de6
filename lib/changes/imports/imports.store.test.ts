import { setImmediate } from 'node:timers/promises'
import { eq, like } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts, integrationTypes } from '#/db/schema/accounts.ts'
import { importRows, imports } from '#/db/schema/imports.ts'
import { outbox } from '#/db/schema/mail.ts'
import { invitations, staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { type Store, StoreError } from '#/db/store/store.ts'
import { uploadLimits } from '#/db/words/imports.ts'
import { findInvitationByToken } from '#/lib/accounts/invitations/queries.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { type AdministratorGrant, grantOperator, grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { openSecrets } from '#/lib/platform/mail/queue-mail.ts'
import { day, hour, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { deleteOld } from '#/lib/privacy/retention/old-rows.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildInvitation, buildStaff } from '#/seed/people.ts'
import { actorOf } from '#/tests/actors.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { discardImport, startImport, stopImport } from './commands.ts'
import { findImport, listRows } from './queries.ts'
import { importLease, importRunner } from './run.ts'
import { stageImport } from './stage.ts'

const never = new AbortController().signal

const store = perTest(openTestStore)
const grantAdmin = () =>
  store.transact(async (tx) => {
    await seedShipped(tx)
    return grantStaff(actorOf(await buildStaff(tx, { role: 'admin' }), 'admin'), 'admin')
  })
const grant = perTest(grantAdmin)

const header = 'name,slug,integration_type,language,owner_email'
const lineOf = (number: number) => `Clinic ${number},,things-to-do,en,owner${number}@clinic.example`
const fileOf = (...lines: string[]) => [header, ...lines].join('\n')
const fileWith = (count: number) => fileOf(...Array.from({ length: count }, (_, index) => lineOf(index)))

function stage(text: string | Uint8Array, limits = uploadLimits, by: AdministratorGrant = grant) {
  async function* bytes() {
    yield typeof text === 'string' ? Buffer.from(text) : text
  }
  return stageImport(store, by, { name: 'accounts.csv', bytes: bytes() }, limits)
}

/** Uploads a file and runs its import to the end. */
async function importAll(text: string): Promise<string> {
  const id = await stage(text)
  await startImport(store, grant, id)
  await importRunner.run(store, never)
  return id
}

const look = (id: string) => findImport(store.read, grant, id)
const written = async () => ({
  accounts: await store.read.$count(accounts),
  invitations: await store.read.$count(invitations),
  mails: await store.read.$count(outbox),
})

async function faultsOf(id: string) {
  const { rows } = await listRows(store.read, grant, id, { state: 'faulty', after: -1 })
  return rows.map(({ row }) => [
    row.line,
    ...(row.values.faults ?? []).map(({ column, code }) => `${column} ${code}`),
  ])
}

const missing = ['integration_type', 'language', 'owner_email'].map((column) => `${column} column-missing`)

describe('checking a file', () => {
  test('creates no account before a person starts the import', async () => {
    const id = await stage(fileWith(3))
    expect(await look(id)).toMatchObject({
      import: { state: 'checked', rows: 3, faults: 0, fileName: 'accounts.csv' },
      counts: { new: 3, made: 0, known: 0, faulty: 0 },
    })
    await importRunner.run(store, never)
    expect(await written()).toEqual({ accounts: 0, invitations: 0, mails: 0 })
  })

  test('stores only the faulty rows of an invalid file', async () => {
    await store.transact((tx) => buildAccount(tx, { slug: 'taken', name: 'Somebody else' }))
    const id = await stage(
      fileOf(
        lineOf(1),
        'A B,taken,things-to-do,en,a@b.example',
        '"C',
        'D",cd,nothing,en,no',
        'E F,same,things-to-do,en,e@f.example',
        'G H,same,things-to-do,fr,g@h.example',
        'I J',
      ),
    )
    expect(await faultsOf(id)).toEqual([
      [3, 'slug slug-taken'],
      [4, 'name characters', 'integration_type type-unknown', 'owner_email address'],
      [7, 'language language-unknown', 'slug slug-twice'],
      [8, ' columns-few'],
    ])
    expect(await look(id)).toMatchObject({
      import: { state: 'refused', rows: 6, faults: 4 },
      counts: { new: 0, made: 0, known: 0, faulty: 4 },
    })
    await expect(startImport(store, grant, id)).rejects.toThrow('import-state')
    const late = await stage(`${fileWith(300)}\nI J`)
    expect((await look(late)).counts).toEqual({ new: 0, made: 0, known: 0, faulty: 1 })
  })

  test('reads Windows-1252 when it is not UTF-8, and shows names with accents', async () => {
    const named = (name: string, number: number) => `${name},,things-to-do,en,owner${number}@clinic.example`
    const text = fileOf(lineOf(1), ...['Città', 'Fiumicino', 'Forlì L\x92Aquila'].map(named))
    const id = await stage(Buffer.from(text, 'latin1'))
    const guessed = { state: 'checked', guessedNames: ['Città', 'Forlì L’Aquila'] }
    expect((await look(id)).import).toMatchObject(guessed)
    expect((await look(await stage(text))).import.guessedNames).toBeNull()
    const faulty = await stage(Buffer.from(fileOf(lineOf(1), 'Città'), 'latin1'))
    expect((await look(faulty)).import).toMatchObject({ state: 'refused', guessedNames: [] })
  })

  test.each([
    ['is in the whole file', `${fileWith(600)}\n"x`, [[602, ' quote-open']]],
    ['is in the header', 'name,slug\na,b', [[1, ...missing]]],
    ['has no rows', `${header}\n\n`, [[0, ' header-only']]],
  ])('stores only the fault when it %s', async (_, text, faults) => {
    const id = await stage(text)
    expect(await faultsOf(id)).toEqual(faults)
    expect(await store.read.$count(importRows)).toBe(1)
  })

  test('stores nothing of an upload that is too large, too long or aborted', async () => {
    const faultsIn = async (limits: typeof uploadLimits) => faultsOf(await stage(fileWith(3), limits))
    expect(await faultsIn({ bytes: 100, rows: 9 })).toEqual([[0, ' too-large']])
    expect(await faultsIn({ bytes: 1000, rows: 2 })).toEqual([[0, ' too-many-rows']])
    await store.transact(async (tx) => [await tx.delete(importRows), await tx.delete(imports)])
    async function* broken() {
      yield Buffer.from(fileWith(500))
      throw new Error('gone')
    }
    const upload = stageImport(store, grant, { name: 'x', bytes: broken() }, uploadLimits)
    await expect(upload).rejects.toThrow('gone')
    expect([await store.read.$count(imports), await store.read.$count(importRows)]).toEqual([0, 0])
  })

  test('is refused to former admins, and discarding deletes it', async () => {
    const id = await stage(fileWith(2))
    await store.transact((tx) => tx.update(staff).set({ role: 'support' }))
    const commands = [
      () => stage(fileWith(1)),
      () => startImport(store, grant, id),
      () => discardImport(store, grant, id),
      () => stopImport(store, grant, id),
    ]
    for (const command of commands) await expect(command()).rejects.toThrow('admin-only')
    await store.transact((tx) => tx.update(staff).set({ role: 'admin' }))
    await discardImport(store, grant, id)
    expect([await store.read.$count(imports), await store.read.$count(importRows)]).toEqual([0, 0])
  })
})

describe('an import', () => {
  test('creates each account once and invites its owner, however often it runs', async () => {
    const id = await importAll(fileWith(60))
    expect(await written()).toEqual({ accounts: 60, invitations: 60, mails: 60 })
    expect(await look(id)).toMatchObject({
      import: { state: 'done', faults: 0 },
      counts: { made: 60, new: 0 },
    })
    // Thousands of mails must not delay a sign-in code or an emergency.
    expect(await store.read.$count(outbox, eq(outbox.lane, 'bulk'))).toBe(60)
    const again = await importAll(fileWith(61))
    expect(await written()).toEqual({ accounts: 61, invitations: 61, mails: 61 })
    expect((await look(again)).counts).toMatchObject({ made: 1, known: 60 })
    const ofImports = like(auditEntries.action, 'import.%')
    const entries = await store.read.select().from(auditEntries).where(ofImports).orderBy(auditEntries.id)
    expect(entries.map(({ action, after }) => [action, after])).toEqual([
      ['import.started', { file: 'accounts.csv', rows: 60, remaining: 60 }],
      ['import.finished', { made: 60, known: 0, faulty: 0, remaining: 0 }],
      ['import.started', { file: 'accounts.csv', rows: 61, remaining: 1 }],
      ['import.finished', { made: 1, known: 60, faulty: 0, remaining: 0 }],
    ])
  })

  test('continues in the next worker after one dies', async () => {
    const id = await stage(fileWith(60))
    await startImport(store, grant, id, importRunner.leaseOf('dead'))
    const cut = failingAt(3)
    await expect(importRunner.resume(cut, { id, owner: 'dead', stopping: never })).rejects.toThrow('killed')
    expect((await look(id)).counts).toMatchObject({ made: 50, new: 10 })
    await importRunner.run(store, never)
    expect((await look(id)).counts).toMatchObject({ made: 50 })
    moveClock(importLease + 1000)
    await importRunner.run(store, never)
    expect(await look(id)).toMatchObject({ import: { state: 'done' }, counts: { made: 60, new: 0 } })
    expect(await written()).toEqual({ accounts: 60, invitations: 60, mails: 60 })
  })

  test('yields to a page that needs many turns of the event loop', async () => {
    const id = await stage(fileWith(100))
    await startImport(store, grant, id)
    async function page() {
      for (let turn = 0; turn < 50; turn++) await setImmediate()
      return 'page'
    }
    const run = importRunner.run(store, never)
    expect(await Promise.race([run, page()])).toBe('page')
    await run
  })

  test('runs in one worker at a time; a stopped worker releases it', async () => {
    const id = await stage(fileWith(40))
    await startImport(store, grant, id)
    await Promise.all([importRunner.run(store, never), importRunner.run(store, never)])
    expect((await look(id)).counts).toMatchObject({ made: 40, new: 0 })
    const next = await stage(fileWith(80))
    await startImport(store, grant, next, importRunner.leaseOf('a'))
    const stopping = new AbortController()
    const run = { id: next, owner: 'a', stopping: stopping.signal }
    await importRunner.resume(store, { ...run, onProgress: () => stopping.abort() })
    expect((await look(next)).counts).toMatchObject({ made: 25, new: 15 })
    await importRunner.run(store, never)
    expect((await look(next)).counts).toMatchObject({ made: 40, new: 0 })
  })

  test('marks a row that has become invalid, and continues with the rest', async () => {
    const names = { id: 'gone', names: { en: 'Gone', it: 'Andato' } }
    await store.transact((tx) =>
      tx.insert(integrationTypes).values({ ...names, merchantIssues: 'hidden', position: 99 }),
    )
    const late = 'Late,,gone,en,late@clinic.example'
    const id = await stage(fileOf(lineOf(1), lineOf(2), lineOf(3), late, lineOf(4)))
    await store.transact(async (tx) => {
      await buildAccount(tx, { slug: 'clinic-2', name: 'Quicker' })
      await buildAccount(tx, { slug: 'clinic-3', name: 'Clinic 3', integrationTypeId: 'things-to-do' })
      await tx.delete(integrationTypes).where(eq(integrationTypes.id, 'gone'))
    })
    await startImport(store, grant, id)
    await importRunner.run(store, never)
    expect(await faultsOf(id)).toEqual([
      [3, 'slug slug-taken'],
      [5, 'integration_type type-unknown'],
    ])
    expect(await look(id)).toMatchObject({
      import: { state: 'done', faults: 2 },
      counts: { made: 2, known: 1, faulty: 2 },
    })
  })

  test('sets aside a failing row, and creates the others of its transaction', async () => {
    const id = await stage(fileWith(30))
    const broken = { values: { account: null as never } }
    await store.transact(async (tx) => tx.update(importRows).set(broken).where(eq(importRows.line, 7)))
    await startImport(store, grant, id)
    await importRunner.run(store, never)
    expect(await faultsOf(id)).toEqual([[7, ' unexpected']])
    expect((await look(id)).counts).toMatchObject({ made: 29, faulty: 1 })
  })

  test('stops and resumes; stops when its starter is no longer an admin', async () => {
    const id = await stage(fileWith(3))
    await startImport(store, grant, id)
    await stopImport(store, grant, id)
    await importRunner.run(store, never)
    expect(await written()).toMatchObject({ accounts: 0 })
    await startImport(store, grant, id)
    await store.transact((tx) => tx.delete(staff))
    await importRunner.run(store, never)
    const stopped = { import: { state: 'stopped' }, counts: { new: 3 }, starterIsAdmin: false }
    expect(await look(id)).toMatchObject(stopped)
    const other = await grantAdmin()
    await startImport(store, other, id)
    await importRunner.run(store, never)
    expect((await look(id)).counts).toMatchObject({ made: 3 })
    const byOther = eq(invitations.invitedBy, other.actor.user.id)
    expect(await store.read.$count(invitations, byOther)).toBe(3)
  })

  test('from the command line invites in the programme’s name, under a right that does not end', async () => {
    const id = await stage(fileWith(1), uploadLimits, grantOperator())
    await startImport(store, grantOperator(), id)
    await importRunner.run(store, never)
    const [mail] = await store.read.select().from(outbox)
    const { link } = openSecrets(mail?.data ?? {})
    const token = String(link).split('/').at(-1) ?? ''
    expect((await findInvitationByToken(store.read, token, now()))?.state).toBe('open')
  })
})

test('an existing account shows whether the row’s owner has access', async () => {
  await store.transact(async (tx) => {
    for (const number of [1, 2]) {
      const named = { slug: `clinic-${number}`, name: `Clinic ${number}` }
      const account = await buildAccount(tx, { ...named, integrationTypeId: 'things-to-do' })
      const expiresAt = now() + (number === 1 ? day : -day)
      const invited = { accountId: account.id, email: `Owner${number}@clinic.example` }
      await buildInvitation(tx, { ...invited, expiresAt })
    }
  })
  const id = await stage(fileOf(lineOf(1), lineOf(2)))
  const { rows } = await listRows(store.read, grant, id, { state: 'known', after: -1 })
  expect(rows.map(({ row, slug }) => [slug, row.values.uninvited ?? false])).toEqual([
    ['clinic-1', false],
    ['clinic-2', true],
  ])
})

test('imports are deleted after 90 days, abandoned checks at once; accounts stay', async () => {
  const old = await importAll(fileWith(2))
  const cutOff = { id: newId(), fileName: 'cut off', createdAt: now() - 3 * hour }
  await store.transact((tx) => tx.insert(imports).values({ ...cutOff, state: 'checking' }))
  await deleteOld(store, 'imports')
  expect((await store.read.select().from(imports)).map(({ id }) => id)).toEqual([old])
  moveClock(91 * day)
  await deleteOld(store, 'imports')
  const left = [await store.read.$count(imports), await store.read.$count(importRows)]
  expect([...left, await store.read.$count(accounts)]).toEqual([0, 0, 2])
})

/** A store whose process dies at the end of its n-th transaction, before the commit. */
function failingAt(transaction: number): Store {
  let count = 0
  return {
    ...store,
    transact: (work, options) =>
      store.transact(async (tx) => {
        const result = await work(tx)
        if (++count === transaction) throw new StoreError('killed')
        return result
      }, options),
  }
}
