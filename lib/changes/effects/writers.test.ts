import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Who writes an account without what follows from it, and why nothing has to. */
const exceptions = [
  'lib/changes/effects/account-rows.ts', // `changeAccount` gives it to what it is given to do
  'lib/privacy/erasure/', // history is redacted where it lies
  'lib/privacy/deletion/', // nothing is left for anything to follow
  'db/migrations', // older stores
  'db/backup/', // restore and move: rows as they were
  'seed/', // rows as they shall be, indexed at the start
]

/** Of an account's own row, what others may not set; of a membership, all but when it was last used. */
const guarded =
  /\b(integrationTypeId|defaultLocale|name|state|stateReason|stateChangedAt|closedAt|closedBy|closeReason|role|userId|accountId)\b/
const write =
  /\b(insert|update|delete)\w*\(\s*(?:tx,\s*)?(contactRevisions|memberships|accounts)\b|\b(insert into|update|delete from)\s+"?(contact_revisions|memberships|accounts)\b/g

/** The writes of a source that something would have to follow from. */
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
])('%s', (source, expected) => {
  expect(findWrites(source)).toEqual(expected)
})
