import type { ProgrammePeriod } from '#/lib/admin/programme/policy.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

/** Formats numbers, shares and days in the reader's language. Days are in UTC, like the counts. */
export async function numberTexts() {
  const format = await getFormatter()
  const instantOf = (day: string) => new Date(`${day}T00:00:00Z`)
  const asDay = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const
  return {
    count: (value: number) => format.number(value),
    share: (part: number, whole: number) =>
      format.number(whole === 0 ? 0 : part / whole, { style: 'percent', maximumFractionDigits: 1 }),
    percent: (value: number) => format.number(value, { style: 'percent' }),
    day: (day: string) => format.dateTime(instantOf(day), asDay),
    period: ({ from, to }: Pick<ProgrammePeriod, 'from' | 'to'>) =>
      from === to
        ? format.dateTime(instantOf(to), { ...asDay, year: 'numeric' })
        : format.dateTimeRange(instantOf(from), instantOf(to), { ...asDay, year: 'numeric' }),
    hours: (value: number) => format.number(value, { style: 'unit', unit: 'hour', unitDisplay: 'narrow' }),
    longHours: (value: number) => format.number(value, { style: 'unit', unit: 'hour', unitDisplay: 'long' }),
    longDays: (value: number) => format.number(value, { style: 'unit', unit: 'day', unitDisplay: 'long' }),
  }
}
export type NumberTexts = Awaited<ReturnType<typeof numberTexts>>

/** The first and the last day of a picture. */
export function edgesOf(periods: readonly ProgrammePeriod[], words: NumberTexts): string[] {
  const [first, last] = [periods[0], periods.at(-1)]
  return first && last ? [words.day(first.from), words.day(last.to)] : []
}
