import { id, instant, json, table } from '#/db/columns.ts'
import type { ProgrammeDay } from '#/db/words/programme.ts'

/** The programme's figures at the end of a day (UTC, `2026-11-25`); written once, after the day. */
export const programmeDays = table('programme_days', {
  day: id('day').primaryKey(),
  standing: json<ProgrammeDay>('standing').notNull(),
  writtenAt: instant('written_at').notNull(),
})
