import {
  type Unreachable,
  type UnreachableReason,
  unreachableReasons,
} from '#/lib/accounts/reachability/policy.ts'
import type { TermRange } from './terms.ts'

/** Every term of this module begins so. */
const prefix = 'unreachable'

/** The terms of accounts for any reason, the worst first and of the same the oldest first, or for one, the oldest first. */
export function rangeOfReason(reason: UnreachableReason | null): TermRange {
  const from = reason === null ? `${prefix}:` : `${prefix}-${reason}:`
  return { from, before: `${from}\u{10FFFF}` }
}

/** All terms that this module writes. */
export const everyRange: TermRange = { from: prefix, before: `${prefix}\u{10FFFF}` }

/** By what an account is found that cannot be reached for these reasons, the worst first; their order is the lists' order. */
export function listUnreachableTerms(reasons: readonly Unreachable[]): string[] {
  const [worst] = reasons
  if (!worst) return []
  return [
    `${prefix}:${unreachableReasons.indexOf(worst.reason)}${sayInstant(worst.since)}`,
    ...reasons.map(({ reason, since }) => `${prefix}-${reason}:${sayInstant(since)}`),
  ]
}

/** Of one length, so that the bytes' order is that of time. */
function sayInstant(at: number): string {
  return String(at).padStart(15, '0')
}
