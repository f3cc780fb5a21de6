import { limits as counts } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { LimitName } from '#/lib/platform/limits/table.ts'

/** The store with one limit already reached for everybody. */
export function withFullLimit(store: Store, name: LimitName): Store {
  return {
    ...store,
    transact: (work, options) => store.transact((tx) => work(full(tx, name)), options),
  }
}

function full(tx: Writer, name: LimitName): Writer {
  const insert = (table: unknown) => {
    const inserting = tx.insert(table as typeof counts)
    if (table !== counts) return inserting
    const values = (row: typeof counts.$inferInsert) =>
      row.key.startsWith(`${name} `)
        ? { onConflictDoUpdate: () => ({ returning: async () => [] }) }
        : inserting.values(row)
    return { values }
  }
  return new Proxy(tx, {
    get(target, word) {
      if (word === 'insert') return insert
      const found = Reflect.get(target, word)
      return typeof found === 'function' ? found.bind(target) : found
    },
  })
}
