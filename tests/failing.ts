import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Store, Writer } from '#/db/store/store.ts'

/** The store with transactions that fail when they write to `table`, as on a full disk. */
export function failingOn(store: Store, table: SQLiteTable): Store {
  return {
    ...store,
    transact: (work, options) => store.transact((tx) => work(failing(tx, table)), options),
  }
}

function failing(tx: Writer, table: SQLiteTable): Writer {
  return new Proxy(tx, {
    get(target, name) {
      const word = Reflect.get(target, name)
      if (typeof word !== 'function') return word
      return (given: unknown, ...rest: unknown[]) => {
        if (name !== 'select' && name !== '$count' && given === table) throw new Error('disk full')
        return word.call(target, given, ...rest)
      }
    },
  })
}
