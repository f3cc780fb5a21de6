import { expect, test } from 'vitest'
import { known } from '#/tests/known.ts'
import { checkOrder } from './check.ts'
import type { Change, Followed, Transaction } from './journal.ts'

const [tech, second] = ['tech@aurora.example', 'second@aurora.example']

function added(table: Followed, ...rows: Record<string, unknown>[]): Change[] {
  return rows.map((is) => ({ table, was: null, is }))
}

const cleared = (address: string): Change[] => [
  { table: 'address_marks', was: { address_key: address }, is: null },
]

/** A transaction that began and ended at these milliseconds, and at its end had seen those before. */
const at = (xid: bigint, [began, ended]: [number, number], changes: Change[]): Transaction => ({
  ...{ xid, began, ended, changes },
  isUnseen: (other) => other > xid,
})

/** A new notice of a technical problem, mailed to these, while both marks were cleared one after the other. */
function mailedTo(...recipients: string[]): Transaction[] {
  const about = { notice_id: 'n', part: 'notice', step: 0, digest_id: null }
  const notice = {
    ...{ id: 'n', account_id: 'a', dedup_key: 'problem', kind: 'event', origin: 'source' },
    ...{ category: 'technical', state: 'open', series: null, key: 'problem', closed_at: null },
  }
  return [
    at(1n, [0, 1], added('address_marks', { address_key: tech }, { address_key: second })),
    at(2n, [10, 11], cleared(tech)),
    at(3n, [12, 13], cleared(second)),
    at(
      4n,
      [5, 20],
      [
        ...added('events', { id: 'e', notice_id: 'n', format: 'native' }),
        ...added('notices', notice),
        ...added('outbox', ...recipients.map((recipient) => ({ ...about, id: recipient, recipient }))),
      ],
    ),
  ]
}

/** Marks of other accounts that were cleared later, and hide nothing. */
const others = Array.from({ length: 20 }, (_, n) =>
  at(BigInt(100 + n), [14, 15], cleared(`${n}@molo.example`)),
)

test.each([
  ['before both', ['anna@aurora.example'], 0],
  ['between both', [tech], 0],
  ['after both', [second, tech], 0],
  ['at no time', ['olga@aurora.example'], 1],
])('of two marks that were cleared meanwhile, the recipients may be those of %s', (_, recipients, wrong) => {
  const [one] = mailedTo(...recipients).slice(-1)
  const beside = { ...known(one), isUnseen: () => false }
  const journal = [...mailedTo(...recipients).slice(0, -1), ...others, beside]
  const happened = { journal, accounts: new Map([['a', 'aurora']]) }
  const { recipients: lost } = checkOrder({ ...happened, asked: [], mails: [], kills: 0 })
  expect(lost).toHaveLength(wrong)
})

test('two notices of one key in a transaction may have met the marks before and after they were cleared', () => {
  const [first, second] = ['anna@aurora.example', tech].map((recipient) => known(mailedTo(recipient).at(-1)))
  const again = second?.changes.map((change) => ({ ...change, is: renamed(change.is) })) ?? []
  const both = { ...known(first), changes: [...known(first).changes, ...again] }
  const happened = { journal: [...mailedTo().slice(0, -1), both], accounts: new Map([['a', 'aurora']]) }
  const { recipients: lost } = checkOrder({ ...happened, asked: [], mails: [], kills: 0 })
  expect(lost).toEqual([])
})

/** The same row of another notice. */
function renamed(row: Change['is']): Change['is'] {
  const other = { id: `${row?.id} again`, ...(row?.notice_id ? { notice_id: 'n again' } : {}) }
  return row && { ...row, ...other, ...(row.dedup_key ? { slot: 'n' } : {}) }
}
