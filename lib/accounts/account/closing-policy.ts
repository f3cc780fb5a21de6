import { day } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/** We delete a closed account after this many days; until then staff can reopen it (product.md, Personal data). */
export const closedDays = 30
/** We warn owners and staff again this many days before. */
export const warnedDays = 7
export const maxCloseReasonLength = 1000

/** When we delete an account that was closed at `closedAt`; milliseconds UTC. */
export function deletionAt(closedAt: number): number {
  return closedAt + closedDays * day
}

/** When we warn its owners and staff of the deletion. */
export function warningAt(closedAt: number): number {
  return deletionAt(closedAt) - warnedDays * day
}

/** Whether staff can reopen it at `at`. Later, part of it may be deleted already. */
export function mayReopen(closedAt: number, at: number): boolean {
  return at < deletionAt(closedAt)
}

/** @throws AppError `account-closed`, of the form's `field` if that names the account */
export function assertNotClosed(
  { closedAt }: { closedAt: number | null },
  field: string | null = null,
): void {
  if (closedAt !== null) throw new AppError('account-closed', {}, field)
}

/** Moves a date of a reopened account: it is as far ahead as it was when the account was closed. */
export function shiftDate(date: number | null, closedAt: number, at: number): number | null {
  return date === null ? null : date + Math.max(0, at - closedAt)
}

type Shown = { closedAt: number | null; state: string; stateChangedAt: number; name: string }

/** Identifies what the form showed, so that the command notices a later change of the account. */
export function closingVersion({ closedAt, state, stateChangedAt, name }: Shown): string {
  return JSON.stringify([closedAt, state, stateChangedAt, name])
}
