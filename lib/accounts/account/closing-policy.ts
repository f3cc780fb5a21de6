import { day } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/** A closed account is deleted so many days later; until then it can be opened again (product.md, Personal data). */
export const closedDays = 30
/** Owners and staff are told again so many days before. */
export const warnedDays = 7
export const longestCloseReason = 1000

/** When an account that was closed at `closedAt` is deleted; milliseconds UTC. */
export function deletionAt(closedAt: number): number {
  return closedAt + closedDays * day
}

/** From when on its owners and staff are told that it is about to be deleted. */
export function warningAt(closedAt: number): number {
  return deletionAt(closedAt) - warnedDays * day
}

/** Whether it can still be opened again at `at`: once its time is over it may be half deleted. */
export function mayReopen(closedAt: number, at: number): boolean {
  return at < deletionAt(closedAt)
}

/** @throws AppError `account-closed`, of the form's `field` where it names the account there */
export function assertUnclosed({ closedAt }: { closedAt: number | null }, field: string | null = null): void {
  if (closedAt !== null) throw new AppError('account-closed', {}, field)
}

/** A date that an account was waiting for, once it is open again: as far ahead as it was when it was closed. */
export function movedDate(date: number | null, closedAt: number, at: number): number | null {
  return date === null ? null : date + Math.max(0, at - closedAt)
}

type Shown = { closedAt: number | null; state: string; stateChangedAt: number; name: string }

/** What the form started from, so that whatever was done to the account meanwhile is noticed. */
export function closingVersion({ closedAt, state, stateChangedAt, name }: Shown): string {
  return JSON.stringify([closedAt, state, stateChangedAt, name])
}
