import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  pgTable,
  text as pgText,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

export { index, uniqueIndex }
export const table = pgTable

/** A UUIDv7 (or another short key) as text. */
export function id(name: string) {
  return pgText(name)
}

const bytewise = customType<{ data: string }>({ dataType: () => 'text collate "C"' })

/** Text that is compared and ranged over by its bytes, on both engines. */
export function key(name: string) {
  return bytewise(name)
}

export function text(name: string) {
  return pgText(name)
}

/** Integer milliseconds since 1970, UTC. */
export function instant(name: string) {
  return bigint(name, { mode: 'number' })
}

export function count(name: string) {
  return integer(name)
}

export function flag(name: string) {
  return boolean(name)
}

/** Drizzle's own parses a second time what the driver has parsed: it makes the number 42 of the text "42". */
const parsed = customType<{ data: unknown }>({
  dataType: () => 'json',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => value,
})

export function json<Value>(name: string) {
  return parsed(name).$type<Value>()
}
