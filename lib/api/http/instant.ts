import { z } from 'zod'

/** An instant in an answer of the API: RFC 3339, in UTC, to the millisecond. */
export const instantSchema = z.iso.datetime()

/** Formats milliseconds UTC. */
export function toInstant(at: number): string {
  return new Date(at).toISOString()
}

export function toInstantOrNull(at: number | null): string | null {
  return at === null ? null : toInstant(at)
}
