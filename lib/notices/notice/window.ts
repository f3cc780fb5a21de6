import type { notices } from '#/db/schema/notices.ts'
import type { NoticeWindow } from '#/db/words/notices.ts'
import type { CalendarEntry } from '#/lib/platform/mail/model.ts'
import { announcementIdOf } from './keys.ts'

type Notice = typeof notices.$inferSelect
type Announced = Pick<Notice, 'dedupKey' | 'window' | 'summary' | 'details' | 'firstSeenAt'>

/** The calendar's event of a notice with a window; null without one. `link` opens the notice. */
export function calendarOf(notice: Announced, link: string): CalendarEntry | null {
  const { dedupKey, window, firstSeenAt } = notice
  // A notice that was sent never changes.
  const copy = { id: announcementIdOf(dedupKey), sequence: 0, writtenAt: firstSeenAt }
  return window && calendarEntry(notice, window, { ...copy, link })
}

export function calendarEntry(
  { summary, details }: { summary: string; details: string },
  { startsAt, endsAt, zone }: NoticeWindow,
  { link, ...copy }: Pick<CalendarEntry, 'id' | 'sequence' | 'writtenAt'> & { link: string },
): CalendarEntry {
  // Some calendars do not show the address of an event.
  const description = [details.trim(), link].filter(Boolean).join('\n\n')
  return { ...copy, startsAt, endsAt, zone, summary, description, url: link }
}
