/** Where a page of a list by time ended: the instant (milliseconds UTC) and the id of its last row. */
export type TimeCursor = { at: number; id: string }

/** `1764000000000.0198…`, as it stands in an address; null for what is none. */
export function readTimeCursor(given: string | string[] | undefined): TimeCursor | null {
  const parts = typeof given === 'string' ? /^([0-9]{1,15})\.([0-9a-f-]{36})$/.exec(given) : null
  return parts && { at: Number(parts[1]), id: parts[2] ?? '' }
}

export function sayTimeCursor({ at, id }: TimeCursor): string {
  return `${at}.${id}`
}
