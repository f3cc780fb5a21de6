import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { AppError } from '#/lib/platform/values/errors.ts'
import { isStoreFailure } from './failure.ts'
import { StoreError } from './store.ts'

function thrownBy(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}

test('a full disk is a failure of the store', () => {
  const full = new Sqlite(':memory:')
  full.exec('create table t (a); pragma max_page_count = 3')
  const fill = () => full.exec('insert into t values (zeroblob(100000))')
  const error = thrownBy(fill)
  expect(error).toMatchObject({ code: 'SQLITE_FULL' })
  expect(isStoreFailure(error)).toBe(true)
  expect(isStoreFailure(new Error('wrapped', { cause: error }))).toBe(true)
})

test('nothing else is', () => {
  const others = [new AppError('not-found'), new TypeError('x is not a function'), 'text', null, undefined]
  for (const error of others) expect(isStoreFailure(error)).toBe(false)
  expect(isStoreFailure(new StoreError('gone'))).toBe(true)
})
