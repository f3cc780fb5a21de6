import { index, integer, sqliteTable, text as sqliteText, uniqueIndex } from 'drizzle-orm/sqlite-core'

export { index, uniqueIndex }
export const table = sqliteTable

/** A UUIDv7 (or another short key) as text. */
export function id(name: string) {
  return sqliteText(name)
}

/** Text that is compared and ranged over by its bytes, on both engines. */
export function key(name: string) {
  return sqliteText(name)
}

export function text(name: string) {
  return sqliteText(name)
}

/** Integer milliseconds since 1970, UTC. */
export function instant(name: string) {
  return integer(name)
}

export function count(name: string) {
  return integer(name)
}

export function flag(name: string) {
  return integer(name, { mode: 'boolean' })
}

export function json<Value>(name: string) {
  return sqliteText(name, { mode: 'json' }).$type<Value>()
}
