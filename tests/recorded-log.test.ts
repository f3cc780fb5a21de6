import { expect, test } from 'vitest'
import { log } from '#/lib/platform/log/log.ts'
import { recordLog } from './recorded-log.ts'

const left = Promise.withResolvers<void>()
let leftWork = Promise.resolve()

test('a test may leave work behind', () => {
  leftWork = left.promise.then(() => log.warn('late'))
})

test('records the lines of the running test, and none of work that an earlier test left', async () => {
  const lines = recordLog()
  left.resolve()
  await leftWork
  log.info('own')
  await Promise.resolve().then(() => log.info('own, later'))
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['own', 'own, later'])
})
