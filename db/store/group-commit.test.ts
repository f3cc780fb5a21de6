import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GroupCommit } from './group-commit.ts'
import { StoreError } from './store.ts'

/** All of one sender, and each of one size. */
const alike = { senderOf: () => 'one', sizeOf: () => 1, maxSize: 64 }

/** A store whose transactions start a turn later; `runs` has the numbers in each transaction. */
function openGroup(fails: (numbers: readonly number[]) => Error | null = () => null) {
  const runs: number[][] = []
  const group = new GroupCommit<number, string>({
    ...alike,
    async run(take) {
      await null
      const numbers = take()
      runs.push([...numbers])
      await null
      expect(take()).toEqual(numbers)
      const error = fails(numbers)
      if (error) throw error
      return numbers.map((number) => ({ answer: `done ${number}` }))
    },
  })
  return { group, runs }
}

const outcomes = async (asked: Promise<string>[]) =>
  (await Promise.allSettled(asked)).map((one) =>
    one.status === 'fulfilled' ? one.value : one.reason.message,
  )

describe('requests before a transaction begins', () => {
  test('share the next transaction, up to its limit', async () => {
    const { group, runs } = openGroup()
    const numbers = Array.from({ length: 150 }, (_, number) => number)
    const answers = await outcomes(numbers.map((number) => group.add(number)))
    expect(answers).toEqual(numbers.map((one) => `done ${one}`))
    expect(runs.map((run) => run.length)).toEqual([64, 64, 22])
  })

  test('all fail when the store fails', async () => {
    const { group, runs } = openGroup(() => new StoreError('full'))
    expect(await outcomes([1, 2].map((number) => group.add(number)))).toEqual(['full', 'full'])
    expect(runs).toEqual([[1, 2]])
  })

  test('get an answer even if the transaction could not begin', async () => {
    const run = () => Promise.reject(new StoreError('away'))
    const group = new GroupCommit<number, string>({ ...alike, run })
    expect(await outcomes([group.add(1), group.add(2)])).toEqual(['away', 'away'])
  })
})

test('each get their own answer, in order, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ pause: fc.nat(4), fails: fc.boolean() }), { maxLength: 120 }),
      async (asked) => {
        const done: number[] = []
        const group = new GroupCommit<number, string>({
          ...alike,
          senderOf: (number) => `${number % 3}`,
          async run(take) {
            await null
            const numbers = take()
            if (numbers.some((number) => asked[number]?.fails)) throw new Error('refused')
            done.push(...numbers)
            return numbers.map((number) => ({ answer: `done ${number}` }))
          },
        })
        const answers: Promise<string>[] = []
        for (const [number, { pause }] of asked.entries()) {
          for (let turn = 0; turn < pause; turn++) await null
          answers.push(group.add(number))
        }
        const expected = asked.map(({ fails }, number) => (fails ? 'refused' : `done ${number}`))
        expect(await outcomes(answers)).toEqual(expected)
        const fine = asked.flatMap(({ fails }, number) => (fails ? [] : [number]))
        expect(done.toSorted((one, other) => one - other)).toEqual(fine)
      },
    ),
  )
})

test('a refusal is that of one request alone', async () => {
  const group = new GroupCommit<number, string>({
    ...alike,
    run: async (take) =>
      take().map((number) => (number === 2 ? { refusal: new Error('no') } : { answer: `done ${number}` })),
  })
  expect(await outcomes([1, 2, 3].map((number) => group.add(number)))).toEqual(['done 1', 'no', 'done 3'])
})

test('work that makes a shared transaction fail does not fail the others', async () => {
  const collision = Object.assign(new Error('deadlock detected'), { severity: 'ERROR', code: '40P01' })
  const { group, runs } = openGroup((numbers) => (numbers.includes(2) ? collision : null))
  expect(await outcomes([1, 2, 3].map((number) => group.add(number)))).toEqual([
    'done 1',
    'deadlock detected',
    'done 3',
  ])
  expect(runs).toEqual([[1, 2, 3], [1], [2], [3]])
})

test('a wait for a lock in vain is that of all', async () => {
  const locked = Object.assign(new Error('lock timeout'), { severity: 'ERROR', code: '55P03' })
  const { group, runs } = openGroup((numbers) => (numbers.includes(2) ? locked : null))
  expect(new Set(await outcomes([1, 2, 3].map((number) => group.add(number))))).toEqual(
    new Set(['lock timeout']),
  )
  expect(runs).toEqual([[1, 2, 3]])
})

test('serves senders round robin and keeps the order of each', async () => {
  const runs: string[][] = []
  const group = new GroupCommit<string, string>({
    senderOf: (asked) => asked.charAt(0),
    sizeOf: (asked) => Number(asked.charAt(1)),
    maxSize: 5,
    async run(take) {
      await null
      runs.push([...take()])
      return take().map((answer) => ({ answer }))
    },
  })
  // A request too large for the rest of a transaction waits for the next; one too large for any has its own.
  await outcomes(['a1x', 'a1y', 'a2z', 'b1x', 'b9y', 'b1z', 'c4x'].map((asked) => group.add(asked)))
  expect(runs).toEqual([['a1x', 'b1x'], ['c4x', 'a1y'], ['b9y'], ['a2z', 'b1z']])
})
