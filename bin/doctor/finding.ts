import { setTimeout } from 'node:timers/promises'
import type { Environment } from '#/environment.ts'
import { withoutSecrets } from '#/lib/platform/http/foreign-lines.ts'
import { second } from '#/lib/platform/values/clock.ts'

/** One line of the answer; `says` also says what to do, and holds no secret. */
export type Finding = { is: 'ok' | 'look at this' | 'broken'; says: string }

export const ok = (says: string): Finding => ({ is: 'ok', says })
/** Something that works, and may not be meant. */
export const look = (says: string): Finding => ({ is: 'look at this', says })
export const broken = (says: string): Finding => ({ is: 'broken', says })

/** A check that throws found something broken. `needs`: the variables without which it would blame something else. */
export type Check = {
  about: string
  needs?: readonly (keyof Environment)[]
  /** Milliseconds, instead of the usual. */
  limit?: number
  find(): Promise<Finding[]>
}

/** Milliseconds for one check, however many questions it asks. */
const patience = 5 * second

/** Milliseconds for one of its questions, so that the check can say what failed. */
export const questionLimit = patience - 500

/** The findings of a check under its name. One that takes too long is broken. */
export async function runCheck({ about, find, limit = patience }: Omit<Check, 'needs'>) {
  const done = new AbortController()
  const late = setTimeout(limit, [broken(`No answer within ${limit / second} s.`)], { signal: done.signal })
  const found = await Promise.race([find(), late]).catch((error) => [broken(reasonOf(error))])
  done.abort()
  return found.map((finding) => ({ about, ...finding }))
}

/** An error's own words, without addresses and tokens. Node gives a failed connection to several addresses a code alone. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return withoutSecrets(String(error))
  const code = 'code' in error ? String(error.code) : error.name
  return withoutSecrets(error.message || code)
}
