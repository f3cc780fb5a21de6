import { beforeEach, onTestFinished } from 'vitest'
import type { Store } from '#/db/store/store.ts'
import { moveClock } from '#/lib/platform/values/clock.ts'
import { openTestStore } from './store.ts'

/** The store of the running test. Each test of the file has an empty one, and a clock that tells the time. */
export function storeOfEachTest(): Store {
  let store: Store
  beforeEach(async () => {
    onTestFinished(() => moveClock(0))
    store = await openTestStore()
  })
  return {
    get engine() {
      return store.engine
    },
    get read() {
      return store.read
    },
    transact: (work, options) => store.transact(work, options),
    onCommit: (listener) => store.onCommit(listener),
    schemaVersion: () => store.schemaVersion(),
    close: () => store.close(),
  }
}

/** What `arrange` makes before each test of the file. */
export function inEachTest<Setting extends object>(arrange: () => Promise<Setting>): Setting {
  const setting = {} as Setting
  beforeEach(async () => {
    Object.assign(setting, await arrange())
  })
  return setting
}
