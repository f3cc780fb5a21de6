import { z } from 'zod'

/** A timestamp in an API response: RFC 3339, UTC, with milliseconds. */
export const instantSchema = z.iso.datetime()

/** Formats milliseconds UTC. */
export function toInstant(at: number): string {
  return new Date(at).toISOString()
}

export function toInstantOrNull(at: number | null): string | null {
  return at === null ? null : toInstant(at)
}
