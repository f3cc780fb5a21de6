import { expect, test, vi } from 'vitest'
import type { Reader } from '#/db/store/store.ts'
import { eventually } from '#/tests/eventually.ts'
import { batchPerTick } from './queries.ts'

const read = {} as Reader
const echo = () =>
  vi.fn(async (_: Reader, values: readonly string[]) => values.map((value) => `row of ${value}`))

test('queries the store once per tick for all values, each value once', async () => {
  const list = echo()
  const options = batchPerTick(list)
  const answers = await Promise.all([options(read, 'a'), options(read, 'b'), options(read, 'a')])
  expect(list.mock.calls).toEqual([[read, ['a', 'b']]])
  expect(answers).toEqual(Array(3).fill(['row of a', 'row of b']))
})

test('queries again for a value requested while a query runs', async () => {
  const held = Promise.withResolvers<string[]>()
  const list = vi.fn<(read: Reader, values: readonly string[]) => Promise<string[]>>()
  list.mockReturnValueOnce(held.promise).mockResolvedValueOnce(['new'])
  const options = batchPerTick(list)
  const first = options(read, 'a')
  await eventually(() => expect(list).toHaveBeenCalledOnce())
  expect(await options(read, 'a')).toEqual(['new'])
  held.resolve(['old'])
  expect(await first).toEqual(['old'])
})

test('a failure rejects every call of its tick and none of the next', async () => {
  const list = echo()
  list.mockRejectedValueOnce(new Error('out of reach'))
  const options = batchPerTick(list)
  const failed = await Promise.allSettled([options(read, 'a'), options(read, 'b')])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await options(read, 'a')).toEqual(['row of a'])
})
