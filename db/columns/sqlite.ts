import { index, integer, sqliteTable, text as sqliteText, uniqueIndex } from 'drizzle-orm/sqlite-core'

export { index, uniqueIndex }
export const table = sqliteTable

/** A UUIDv7 (or another short key) as text. */
export const id = (name: string) => sqliteText(name)

/** Text that is compared and ranged over by its bytes, on both engines. */
export const key = (name: string) => sqliteText(name)

export const text = (name: string) => sqliteText(name)

/** Integer milliseconds since 1970, UTC. */
export const instant = (name: string) => integer(name)

export const count = (name: string) => integer(name)

export const flag = (name: string) => integer(name, { mode: 'boolean' })

export const json = <Value>(name: string) => sqliteText(name, { mode: 'json' }).$type<Value>()
