import type { HoursRow } from '#/db/words/accounts.ts'

export function blankHoursRow(zone = ''): HoursRow {
  return { days: [], opens: '', closes: '', zone }
}

/** The zone alone makes no difference: its list always shows one. */
export function isBlankHoursRow({ days, opens, closes }: HoursRow): boolean {
  return days.length === 0 && opens.trim() === '' && closes.trim() === ''
}
