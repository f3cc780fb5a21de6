import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test, vi } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { imports } from '#/db/schema/imports.ts'
import { outbox } from '#/db/schema/mail.ts'
import { openStore } from '#/db/store/index.ts'
import { readSqliteSchema } from '#/db/store/sqlite.ts'
import type { Store, StoreLocation } from '#/db/store/store.ts'
import { startHttpsFront } from '#/e2e/https-front.ts'
import { env } from '#/env.ts'
import { shippedTypes } from '#/lib/accounts/types/shipped.ts'
import { describeSeen } from '#/lib/admin/health/seen-request.ts'
import { addStaff } from '#/lib/admin/staff/commands.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { grantSource } from '#/lib/identity/keys/queries.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'
import { resolveOrigin } from '#/lib/platform/http/request-origin.ts'
import { buildAccount, buildDraft } from '#/seed/accounts.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { buildMember } from '#/seed/people.ts'
import { eventually } from '#/tests/eventually.ts'
import { listColumnsWith } from '#/tests/every-table.ts'
import { newTestFolder } from '#/tests/folder.ts'
import { copyOlderStore } from '#/tests/older-store.ts'
import { findPort } from '#/tests/port.ts'
import { startRelay } from '#/tests/relay.ts'
import { serve } from '#/tests/serve.ts'
import { newTestLocation } from '#/tests/store.ts'
import { runCommandLine } from './run-command-line.ts'

const program = resolve(import.meta.dirname, 'recapito.ts')
const shared = globalThis as typeof globalThis & { recapitoStore?: Promise<Store> }

type Said = { code: number; said: string; beside?: string }

/** Runs the program as an operator does, with this store in its environment; returns its exit code and output. */
function start(location: StoreLocation, words: string, environment: Record<string, string> = {}) {
  const where = 'url' in location ? { DATABASE_URL: location.url } : { DATA_DIR: dirname(location.file) }
  const env = { NODE_ENV: 'test' as const, PATH: '', ...where, ...environment }
  const args = [program, ...words.split(' ')]
  return promisify(execFile)(process.execPath, args, { env }).then(
    ({ stdout, stderr }): Said => ({ code: 0, said: stdout.trim(), beside: stderr.trim() }),
    (failure): Said => ({ code: failure.code, said: failure.stderr.trim() || failure.stdout.trim() }),
  )
}

/**
 * Does what `start` does, but faster, in this process; the command gets the open store, names one, and closes it. The
 * name, which is of this process's environment, is left out of the answer.
 */
async function runWords(location: StoreLocation, words: string): Promise<Said> {
  let [out, beside] = ['', '']
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    out += piece
    return true
  })
  vi.spyOn(console, 'log').mockImplementation((line) => void process.stdout.write(`${line}\n`))
  let isNamed = false
  vi.spyOn(console, 'error').mockImplementation((line) => {
    if (String(line).startsWith('Store: ')) isNamed = true
    else beside += `${line}\n`
  })
  const store = await openStore(location)
  let closing: Promise<void> | undefined
  shared.recapitoStore = Promise.resolve({ ...store, close: () => (closing ??= store.close()) })
  try {
    const code = await runCommandLine(words.split(' '))
    // An open store would keep the program from ending.
    if (code !== 2) expect([closing !== undefined, isNamed]).toEqual([true, true])
    return code === 0
      ? { code, said: out.trim(), beside: beside.trim() }
      : { code, said: beside.trim() || out.trim() }
  } finally {
    vi.restoreAllMocks()
    delete shared.recapitoStore
    await (closing ?? store.close())
  }
}

/** Runs `work` with a store that a running server has open too. */
async function besideServer(work: (server: Store, location: StoreLocation) => Promise<void>): Promise<void> {
  const location = await newTestLocation()
  const server = await openStore(location)
  await work(server, location).finally(() => server.close())
}

test('the program uses the store of its environment beside a running server', () =>
  besideServer(async (server, location) => {
    await addStaff(server, 'grace@desk.example', 'support')
    const environment = { STAFF_EMAILS: 'grace@desk.example' }
    const removed = await start(location, 'staff remove grace@desk.example', environment)
    expect(removed.said).toMatch(/is no longer staff\.\nSTAFF_EMAILS contains this address/)
    expect(await listStaff(server.read)).toEqual([])
    const added = await start(location, 'source add Prometheus --scope events:write')
    expect(added).toMatchObject({ code: 0, said: expect.stringMatching(/^[a-z0-9]{32}$/) })
    const misspelt = await start(location, 'staf list')
    expect(misspelt.code).toBe(2)
    expect(misspelt.said).toMatch(/^Unknown command "staf"\.\n\nUsage:/)
  }))

test('a command that finds no store creates none and names the variables', async () => {
  const folder = newTestFolder()
  const missing = await start(
    { file: join(folder, 'data/recapito.sqlite') },
    'staff add grace@desk.example',
    {
      DATABASE_URL: '',
    },
  )
  expect(missing.code).toBe(1)
  expect(missing.said).toContain(`No store in ${join(folder, 'data/recapito.sqlite')}.`)
  expect(missing.said).toMatch(/DATABASE_URL, APP_URL and AUTH_SECRET.*DATA_DIR/)
  expect(existsSync(join(folder, 'data'))).toBe(false)
})

test('a command leaves the migration of an older store to the server', async () => {
  const file = copyOlderStore('0.5.0')
  const older = await start({ file }, 'staff list', { DATABASE_URL: '' })
  expect(older).toMatchObject({
    code: 1,
    said: expect.stringContaining('has schema 9; this version needs'),
  })
  expect(readSqliteSchema(file)).toBe(9)
})

test('the program runs from any folder, and resolves files from there', async () => {
  const location = await newTestLocation()
  const where = 'url' in location ? { DATABASE_URL: location.url } : { DATA_DIR: dirname(location.file) }
  const folder = newTestFolder()
  writeFileSync(join(folder, 'accounts.csv'), `${importHeader}\n`)
  const options = { cwd: folder, env: { NODE_ENV: 'test' as const, PATH: process.env.PATH, ...where } }
  const run = (words: string, given: Record<string, string> = {}) =>
    promisify(execFile)(resolve('bin/recapito'), words.split(' '), {
      ...options,
      env: { ...options.env, ...given },
    }).then(
      ({ stderr }) => stderr,
      (failure: { stderr: string }) => failure.stderr,
    )
  const said = await run('import accounts.csv')
  const known = await run('import accounts.csv', { APP_URL: 'https://portal.example.com' })
  expect(known).toMatch(/^Store: .*\nAUTH_SECRET is not set\./)
  expect(said).toMatch(/^Store: .*\nAPP_URL and AUTH_SECRET are not set\./)
  expect(said).toContain(`1 error in ${join(folder, 'accounts.csv')}.`)
  // What seals nothing needs no secret.
  expect(await run('source add Prometheus --scope events:write')).not.toContain('not set')
  expect(await run('source list')).toMatch(/^Store: .*\n$/)
})

test('a build never opens the store', async () => {
  const location = await newTestLocation()
  const refused = await start(location, 'staff list', { NEXT_PHASE: 'phase-production-build' })
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('A build must not open the store') })
})

test('adds, changes, lists and removes staff beside a running server', () =>
  besideServer(async (server, location) => {
    expect((await runWords(location, 'staff list')).said).toMatch(/^No staff yet/)
    expect(await runWords(location, 'staff add grace@desk.example')).toMatchObject({ code: 0 })
    const admin = await runWords(location, 'staff add grace@desk.example --role admin')
    expect(admin).toMatchObject({ code: 0, said: 'grace@desk.example now has the role admin.' })
    expect(await listStaff(server.read)).toMatchObject([{ email: 'grace@desk.example', role: 'admin' }])
    expect(await runWords(location, 'staff list')).toMatchObject({
      code: 0,
      said: 'admin    grace@desk.example',
    })

    const remove = () => runWords(location, 'staff remove grace@desk.example')
    expect(await remove()).toMatchObject({ code: 0, said: 'grace@desk.example is no longer staff.' })
    expect(await remove()).toEqual({ code: 1, said: 'grace@desk.example is not staff.' })
  }))

test('adds, lists and revokes sources beside a running server, and prints the key alone for scripts', () =>
  besideServer(async (server, location) => {
    const grant = (key: string) => grantSource(server.read, key, 'events:write')
    const added = await runWords(location, 'source add Prometheus --scope events:write --category emergency')
    expect(added).toMatchObject({ code: 0, said: expect.stringMatching(/^[a-z0-9]{32}$/) })
    expect(added.beside).toMatch(/^This is the key of the source "Prometheus"/)
    expect(added.beside).not.toContain(added.said)
    expect(await grant(added.said)).toMatchObject({
      source: { name: 'Prometheus', scopes: ['events:write'], defaultCategory: 'emergency', createdBy: null },
    })

    const listed = (await runWords(location, 'source list')).said
    expect(listed).toMatch(/active +Prometheus\n +scopes: events:write; created /)
    expect(listed).toContain(`key ending in ${added.said.slice(-4)}: valid; created `)
    expect(listed).not.toContain(added.said)

    const again = await runWords(location, 'source add Prometheus --scope events:write')
    const ambiguous = await runWords(location, 'source revoke Prometheus')
    expect(ambiguous.code).toBe(1)
    expect(ambiguous.said).toMatch(/^Several sources are named "Prometheus". Use an id:/)
    const [, id = ''] = /([0-9a-f-]{36}) {2}…/.exec(ambiguous.said) ?? []
    expect(await runWords(location, `source revoke ${id}`)).toMatchObject({
      said: expect.stringMatching(/^The key of the source "Prometheus" ending in .{4} is revoked.$/),
    })
    expect((await runWords(location, 'source revoke Prometheus')).said).toMatch(/is revoked/)
    expect([await grant(added.said), await grant(again.said)]).toEqual(['unknown-key', 'unknown-key'])
    expect((await runWords(location, 'source revoke Prometheus')).said).toMatch(/has no valid key/)
  }))

test('changes a source’s key without a gap, and its settings', () =>
  besideServer(async (server, location) => {
    const grant = (key: string) => grantSource(server.read, key, 'events:write')
    const { said: first } = await runWords(location, 'source add Prometheus --scope events:write')
    const { said: second, beside } = await runWords(
      location,
      'source add-key Prometheus --expires 2999-01-31',
    )
    expect(second).toMatch(/^[a-z0-9]{32}$/)
    expect(beside).toContain('The other key still works.')
    const third = await runWords(location, 'source add-key Prometheus')
    expect(third).toMatchObject({ code: 1, said: expect.stringContaining('has two valid keys. Revoke one') })
    const which = await runWords(location, 'source revoke Prometheus')
    expect(which).toMatchObject({ code: 1, said: expect.stringContaining(`--key ${first.slice(-4)}`) })
    expect((await runWords(location, 'source revoke Prometheus --key none')).said).toMatch(
      /has no key ending in/,
    )
    expect((await runWords(location, `source revoke Prometheus --key ${first.slice(-4)}`)).code).toBe(0)
    expect([await grant(first), await grant(second)]).toEqual(['unknown-key', expect.anything()])

    const changed = await runWords(
      location,
      'source change Prometheus --sandbox qa,Staging --category technical',
    )
    expect(changed.said).toContain('Sandbox names: qa, staging\n')
    const source = { sandboxNames: ['qa', 'staging'], defaultCategory: 'technical' }
    expect(await grant(second)).toMatchObject({ source })
    await runWords(location, 'source change Prometheus --category none --internal-links')
    expect(await grant(second)).toMatchObject({ source: { defaultCategory: null, internalLinks: true } })
  }))

const shippedNames = shippedTypes.map(({ names }) => names.en).join(', ')
const importHeader = 'name;integration_type;language;owner_email'

test('imports accounts beside a running server: faults by line, a dry run, and a second run', () =>
  besideServer(async (server, location) => {
    const file = join(newTestFolder(), 'accounts.csv')
    const write = (...lines: string[]) => writeFileSync(file, [importHeader, ...lines].join('\n'))
    const run = (...options: string[]) => runWords(location, ['import', file, ...options].join(' '))
    await server.transact((tx) => seedShipped(tx))
    const good = [
      'Città Sana;things-to-do;it;sole@citta.example',
      '"+39 Clinic";Things to do;en;owner@clinic.example',
    ]
    write(...good, '"A\nB";nothing;en;a@b.example', '\u202eX;things-to-do;en;no')
    expect(await run()).toEqual({
      code: 1,
      said: `line 4, name: Remove line breaks and other hidden characters. ("A\\nB")
line 4, integration_type: Unknown type. Use one of these: ${shippedNames}. ("nothing")
line 6, name: Remove line breaks and other hidden characters. ("\\u{202e}X")
line 6, owner_email: Write a complete address with an @. ("no")
Nothing was imported: 4 errors in ${file}.`,
    })

    write(...good)
    expect(await run('--dry-run')).toMatchObject({
      code: 0,
      said: '2 to create, 0 already known.\nThis was a dry run: nothing was written.',
    })
    writeFileSync(file, [importHeader, ...good].join('\r\n'), 'latin1')
    expect((await run('--dry-run')).said).toMatch(
      /^The file is not UTF-8\. It was read as Windows-1252, which Excel writes\. Check these names: Città Sana\n2 to create/,
    )
    write(...good)
    const counts = async () =>
      Promise.all([imports, accounts, outbox].map((table) => server.read.$count(table)))
    expect(await counts()).toEqual([0, 0, 0])

    expect(await run()).toMatchObject({
      code: 0,
      said: '2 to create, 0 already known.\n2 created, 0 already known, 0 not created.',
    })
    expect(await counts()).toEqual([1, 2, 2])
    expect(await run()).toMatchObject({ code: 0, said: '0 to create, 2 already known.' })
    expect(await counts()).toEqual([1, 2, 2])
  }))

test('closes, lists and reopens an account beside a running server', () =>
  besideServer(async (server, location) => {
    await server.transact((tx) => buildAccount(tx, { slug: 'aurora', name: 'Aurora' }))
    const closed = await runWords(location, 'account close aurora --reason Gone')
    expect(closed.said).toMatch(/is closed\. It will be deleted after 20/)
    expect((await runWords(location, 'account closed aurora')).said).toMatch(
      /^aurora {2}Aurora\n {2}closed .*\n {2}Gone$/,
    )
    expect(await runWords(location, 'account close aurora --reason Gone')).toEqual({
      code: 1,
      said: 'aurora is already closed.',
    })
    expect(await runWords(location, 'account reopen aurora')).toMatchObject({ code: 0 })
    const [account] = await server.read.select().from(accounts)
    expect(account?.closedAt).toBeNull()
  }))

test('exports and erases what the store holds about an address beside a running server', () =>
  besideServer(async (server, location) => {
    await server.transact(async (tx) => {
      const account = await buildAccount(tx, { slug: 'mare', name: 'Studio Mare' })
      await buildMember(tx, { accountId: account.id, email: 'olga@mare.example' })
      await buildMember(tx, { accountId: account.id, email: 'ugo@mare.example', name: 'Ugo', role: 'viewer' })
    })
    const exported = await runWords(location, 'personal export Ugo@mare.example')
    const person = { name: 'Ugo', memberships: [{ slug: 'mare' }] }
    expect(JSON.parse(exported.said)).toMatchObject({ person })
    expect(exported.said).not.toContain('olga@')
    const erased = await runWords(location, 'personal erase ugo@mare.example --yes')
    expect(erased.said).toMatch(/^1 {2}The person\n1 {2}Memberships\n/)
    expect(await listColumnsWith(server, ['ugo@mare.example', '"Ugo"'])).toEqual([])
  }))

test('prints how long data is kept, and deletes old data at once', () =>
  besideServer(async (server, location) => {
    await server.transact(async (tx) => {
      const { id: accountId } = await buildAccount(tx, { slug: 'aurora' })
      await buildAccount(tx, { slug: 'gone', closedAt: Date.now() - 31 * 86_400_000 })
      await buildDraft(tx, { accountId, savedBy: 'x', savedAt: Date.now() - 91 * 86_400_000 })
    })
    const before = (await runWords(location, 'retention')).said
    expect(before).toMatch(/^drafts +90 days \(draftDays\) +1 waiting$/m)
    expect(before).toMatch(/Never run\.$/)
    const after = (await runWords(location, 'retention run')).said
    expect(after).toMatch(/^drafts +90 days \(draftDays\) +0 waiting$/m)
    expect(after).toMatch(/Last run 20.*Z\.$/)
    expect((await server.read.select().from(accounts)).map(({ slug }) => slug)).toEqual(['aurora'])
  }))

test('the doctor finds all well beside a running server, and no secret is printed', () =>
  besideServer(async (server, location) => {
    const relay = await startRelay({ password: 'secret-word', certificate: 'trusted' })
    const port = await serve((asked, answered) => {
      resolveOrigin(asked, () => true)
      const seen = describeSeen(asked)
      answered.end(JSON.stringify({ status: 'ok', version: '1.2.3', ...(seen && { seen }) }))
    })
    const front = await startHttpsFront()
    onTestFinished(() => front.stop())
    front.redirectTo(`http://127.0.0.1:${port}`)
    const environment = {
      APP_URL: front.url,
      AUTH_SECRET: env.AUTH_SECRET,
      SMTP_URL: relay.url.replace('//127.0.0.1', '//recapito:secret-word@localhost'),
      MAIL_FROM: 'portal@localhost',
      ENDPOINTS: 'off',
      NODE_EXTRA_CA_CERTS: resolve('tests/fixtures/certificates/trusted.pem'),
    }
    const before = await server.schemaVersion()
    // A check ends after five seconds, however slow the machine is.
    const well = await eventually(async () => {
      const answer = await start(location, 'doctor', environment)
      expect(answer.said.replaceAll(/ {2,}/g, ' | ').split('\n')).toEqual([
        'ok | environment | The server can start with it.',
        expect.stringMatching(/^ok \| store \| .*, schema \d+\.$/),
        ...('file' in location ? [expect.stringMatching(/ \| disk \| [\d,]+ MB are free in /)] : []),
        expect.stringMatching(/^ok \| mail server \| localhost:\d+ lets Recapito in\.$/),
        expect.stringMatching(/^look at this \| return path \| MAIL_BOUNCE is not set/),
        expect.stringMatching(
          /^ok \| proxy \| .* version 1\.2\.3.*127\.0\.0\.1 passes on host, protocol and client/,
        ),
        'ok | endpoints | ENDPOINTS=off: Recapito calls none.',
        `ok | clock | Within 1 s of ${front.url}${'url' in location ? ', PostgreSQL' : ''}.`,
      ])
      return answer
    })
    expect([well.code, await server.schemaVersion()]).toEqual([0, before])
    expect(relay.received).toEqual([])

    const ill = await eventually(async () => {
      const answer = await start(location, 'doctor', {
        ...environment,
        SMTP_URL: environment.SMTP_URL.replace('secret-word', 'wrong-word'),
        AUTH_SECRET: 'x'.repeat(32),
      })
      expect(answer.said).toMatch(/^broken +mail server .*Correct the user and password/m)
      expect(answer.said).toMatch(/^broken +proxy .*another AUTH_SECRET/m)
      return answer
    })
    expect(ill.code).toBe(1)
    expect(well.said + ill.said).not.toMatch(/(secret|wrong)-word|x{32}/)
    expect(well.said + ill.said).not.toContain(env.AUTH_SECRET)
  }))

test('the doctor names what keeps the server from starting once, and skips what depends on it', () =>
  besideServer(async (server, location) => {
    const { id: accountId } = await server.transact((tx) => buildAccount(tx))
    await server.transact((tx) => buildEndpoint(tx, { accountId }))
    const unset = await start(location, 'doctor')
    expect(unset.code).toBe(1)
    const lines = unset.said.replaceAll(/ {2,}/g, ' | ').split('\n')
    expect(lines).toEqual([
      ...['APP_URL', 'AUTH_SECRET', 'SMTP_URL', 'MAIL_FROM'].map((name) =>
        expect.stringContaining(`broken | environment | ${name} is missing. `),
      ),
      expect.stringMatching(/^ok \| store \| /),
      ...('file' in location ? [expect.stringMatching(/ \| disk \| /)] : []),
      expect.stringMatching(/^look at this \| return path \| /),
      expect.stringMatching(
        /^broken \| endpoints \| SECRETS_KEY is not set, and the stored endpoints \(1\) need the key that sealed them/,
      ),
      ...('url' in location ? [expect.stringMatching(/ \| clock \| /)] : []),
    ])
  }))

test('the doctor says once that there is no store', async () => {
  const folder = join(newTestFolder(), 'misspelt')
  const { code, said } = await start({ file: join(folder, 'recapito.sqlite') }, 'doctor', {
    ...{ DATABASE_URL: '', RECAPITO_MODE: 'demo', STAFF_PASSKEYS: 'optional' },
    APP_URL: `http://127.0.0.1:${await findPort()}`,
  })
  expect(code).toBe(1)
  expect(said).toMatch(/^broken +store +No store in .*Only a server creates a store/m)
  expect(said.split(folder)).toHaveLength(2)
  expect(said).toMatch(/^broken +proxy +.*ECONNREFUSED/m)
  expect(said).not.toMatch(/^.* (disk|endpoints) +/m)
  expect(existsSync(folder)).toBe(false)
})
