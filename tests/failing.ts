import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { limits as counts } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { LimitName } from '#/lib/platform/limits/table.ts'

/** The store whose transactions call `instead` before each method: what it answers replaces the method's answer. */
export function intercepting(
  store: Store,
  instead: (tx: Writer, method: PropertyKey, given: unknown) => unknown,
): Store {
  const around = (tx: Writer): Writer =>
    new Proxy(tx, {
      get(target, name) {
        const method = Reflect.get(target, name)
        if (typeof method !== 'function') return method
        return (given: unknown, ...rest: unknown[]) =>
          instead(tx, name, given) ?? method.call(target, given, ...rest)
      },
    })
  return { ...store, transact: (work, options) => store.transact((tx) => work(around(tx)), options) }
}

/** The store with transactions that fail when they write to `table`, as on a full disk. */
export function failingOn(store: Store, table: SQLiteTable): Store {
  return intercepting(store, (_, method, given) => {
    if (method !== 'select' && method !== '$count' && given === table) throw new Error('disk full')
  })
}

/** The store that waits for `before` ahead of each transaction; `nth` counts them from 1. */
export function interrupted(store: Store, before: (nth: number) => void | Promise<void>): Store {
  let begun = 0
  return {
    ...store,
    transact: async (work, options) => {
      await before(++begun)
      return store.transact(work, options)
    },
  }
}

/** The store with one limit already reached for everybody. */
export function withFullLimit(store: Store, name: LimitName): Store {
  return intercepting(store, (tx, method, given) => {
    if (method !== 'insert' || given !== counts) return undefined
    const values = (row: typeof counts.$inferInsert) =>
      row.key.startsWith(`${name} `)
        ? { onConflictDoUpdate: () => ({ returning: async () => [] }) }
        : tx.insert(counts).values(row)
    return { values }
  })
}
