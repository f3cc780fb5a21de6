import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { toLine, toLines } from '#/lib/platform/values/characters.ts'

/** An event for people's calendars. Times in milliseconds UTC. */
export type CalendarEntry = {
  /** The same in every copy, so that a calendar keeps one. */
  id: string
  /** Rises when the event changes, so that a calendar replaces what it has. */
  sequence: number
  writtenAt: number
  startsAt: number
  endsAt: number
  summary: string
  /** May have several lines. */
  description: string
  url: string
}

type Organizer = { name: string; address: string }

/** The type of the file in a mail and on a page. */
export const calendarType = 'text/calendar; charset=utf-8; method=PUBLISH'
export const calendarFile = 'calendar.ics'

/**
 * The iCalendar file of an event that somebody published (RFC 5545; RFC 5546, 3.2.1): nobody is invited, and nobody's
 * time counts as busy. Its times are UTC, so that it needs no rules of zones.
 */
export function writeCalendar(entry: CalendarEntry, organizer: Organizer): string {
  const { id, sequence, writtenAt, startsAt, endsAt, url } = entry
  const calendar = ical({
    prodId: '//Recapito//Recapito//EN',
    method: ICalCalendarMethod.PUBLISH,
    scale: 'GREGORIAN',
  })
  calendar.createEvent({
    id: `${id}@${organizer.address.split('@').at(-1)}`,
    sequence,
    stamp: new Date(writtenAt),
    start: new Date(startsAt),
    end: new Date(endsAt),
    summary: toLine(entry.summary),
    description: toLines(entry.description).join('\n'),
    url,
    // Some calendars show an encoded quotation mark (RFC 6868) as it is.
    organizer: { name: toLine(organizer.name).replaceAll('"', "'"), email: organizer.address },
    status: ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
  })
  return `${calendar.toString()}\r\n`
}
