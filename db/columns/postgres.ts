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
export const id = (name: string) => pgText(name)

const bytewise = customType<{ data: string }>({ dataType: () => 'text collate "C"' })

/** Text that is compared and ranged over by its bytes, on both engines. */
export const key = (name: string) => bytewise(name)

export const text = (name: string) => pgText(name)

/** Integer milliseconds since 1970, UTC. */
export const instant = (name: string) => bigint(name, { mode: 'number' })

export const count = (name: string) => integer(name)

export const flag = (name: string) => boolean(name)

/** Drizzle's own parses a second time what the driver has parsed: it makes the number 42 of the text "42". */
const parsed = customType<{ data: unknown }>({
  dataType: () => 'json',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => value,
})

export const json = <Value>(name: string) => parsed(name).$type<Value>()
