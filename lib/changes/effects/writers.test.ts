import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Files that write accounts without the effects, and why. */
const exceptions = [
  'lib/changes/effects/account-rows.ts', // only `changeAccount` uses it
  'lib/privacy/erasure/', // redacts stored history
  'lib/privacy/deletion/', // deletes the account
  'db/migrations', // older stores
  'db/backup/', // restores and moves rows unchanged
  'seed/', // invented rows, indexed at the start
]

/** Columns of accounts and memberships that only `changeAccount` may set. */
const guarded =
  /\b(integrationTypeId|defaultLocale|name|state|stateReason|stateChangedAt|closedAt|closedBy|closeReason|role|userId|accountId)\b/
const write =
  /\b(insert|update|delete)\w*\(\s*(?:tx,\s*)?(contactRevisions|memberships|accounts)\b|\b(insert into|update|delete from)\s+"?(contact_revisions|memberships|accounts)\b/g

/** The writes in a source that need the effects. */
function findWrites(commented: string): string[] {
  const source = commented.replaceAll(/^\s*\/\/.*$/gm, '')
  return [...source.matchAll(write)].flatMap((found) => {
    const [call, verb, table] = found
    if (table === 'accounts' && verb !== 'update') return []
    const set = /^\s*\)?\s*\.set\(([\s\S]*?)\)\s*\.(where|returning)/.exec(
      source.slice(found.index + call.length),
    )
    const columns = set?.[1] ?? ''
    const isKnown = columns.startsWith('{') && !columns.includes('...')
    const isFree = verb === 'update' && table !== 'contactRevisions' && isKnown && !guarded.test(columns)
    return isFree ? [] : [`${verb ?? found[3]} ${table ?? found[4]}`]
  })
}

test('only changeAccount writes an account’s revisions, members, type and state', () => {
  const files = globSync('{app,bin,components,db,lib,seed}/**/*.{ts,tsx}').filter(
    (file) => !/\.test\.tsx?$/.test(file) && !exceptions.some((path) => file.startsWith(path)),
  )
  expect(files.length).toBeGreaterThan(500)
  const found = files.flatMap((file) =>
    findWrites(readFileSync(file, 'utf8')).map((one) => `${file}: ${one}`),
  )
  expect(found).toEqual([])
})

test('in lib/accounts only search and proof write', () => {
  const files = globSync('lib/accounts/**/*.ts').filter(
    (file) => !/\.test\.ts$|^lib\/accounts\/(search|proof)\//.test(file),
  )
  expect(files.length).toBeGreaterThan(40)
  const writes = /\btx\s*\.(insert|update|delete)\(|\b(insert|update|delete)\w*\(\s*tx\b/
  expect(files.filter((file) => writes.test(readFileSync(file, 'utf8')))).toEqual([])
})

test.each([
  ['tx.insert(contactRevisions).values(row)', ['insert contactRevisions']],
  ['insertOne(tx, memberships, row)', ['insert memberships']],
  ['tx.delete(memberships).where(own)', ['delete memberships']],
  ["tx\n  .update(memberships)\n  .set({ role: 'owner' })\n  .where(own)", ['update memberships']],
  ['tx.update(memberships).set({ lastSeenAt: at }).where(own)', []],
  ["tx.update(accounts).set({ dueAt, state: 'live' }).where(own)", ['update accounts']],
  ['tx.update(accounts).set(columns).where(own)', ['update accounts']],
  ['tx.update(accounts).set({ dueAt, ...columns }).where(own)', ['update accounts']],
  ['tx.update(accounts).set({ dueAt }).where(own)', []],
  ['sql`update accounts set state = 1`', ['update accounts']],
])('%s', (source, expected) => expect(findWrites(source)).toEqual(expected))
