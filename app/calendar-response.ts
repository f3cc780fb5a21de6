import { env } from '#/env.ts'
import { type CalendarEntry, calendarFile, calendarType, writeCalendar } from '#/lib/platform/mail/model.ts'
import { senderAddressOf } from '#/lib/platform/relay/return-path.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

/** A calendar file from the programme, as its mails have it; 404 without an event. */
export async function calendarResponse(entry: CalendarEntry | null): Promise<Response> {
  if (!entry) return new Response(null, { status: 404 })
  const { programmeName } = await currentSettings()
  const file = writeCalendar(entry, { name: programmeName, address: senderAddressOf(env.MAIL_FROM) })
  return new Response(file, {
    headers: {
      'content-type': calendarType,
      'content-disposition': `attachment; filename="${calendarFile}"`,
      'cache-control': 'private, no-store',
    },
  })
}
