import type { NoticeWindow } from '#/db/words/notices.ts'
import { readLocalTime } from '#/lib/platform/values/zones.ts'

/** The fields of an announcement's window: two local times and their zone, which is null if the field is empty. */
export type TypedWindow = { starts: string; ends: string; zone: string | null }

/** The window of a form; null without one. Call after `validateWindow`. */
export function readWindow({ starts, ends, zone }: TypedWindow): NoticeWindow | null {
  if (!isWritten({ starts, ends }) || zone === null) return null
  const [startsAt, endsAt] = [readLocalTime(starts, zone), readLocalTime(ends, zone)]
  return startsAt === null || endsAt === null ? null : { startsAt, endsAt, zone }
}

/** Errors by field, as keys in errors.json. `at`: now, in milliseconds UTC. */
export function validateWindow(
  { starts, ends, zone }: TypedWindow,
  at: number,
): { [Name in keyof TypedWindow]?: 'moment' | 'time-zone' | `window-${'start' | 'end' | 'order' | 'past'}` } {
  if (!isWritten({ starts, ends })) return {}
  if (zone === null) return { zone: 'time-zone' }
  if (starts.trim() === '') return { starts: 'window-start' }
  if (ends.trim() === '') return { ends: 'window-end' }
  const [startsAt, endsAt] = [readLocalTime(starts, zone), readLocalTime(ends, zone)]
  if (startsAt === null || endsAt === null)
    return { ...(startsAt === null && { starts: 'moment' }), ...(endsAt === null && { ends: 'moment' }) }
  if (endsAt <= startsAt) return { ends: 'window-order' }
  return isOver({ endsAt }, at) ? { ends: 'window-past' } : {}
}

export function isOver({ endsAt }: Pick<NoticeWindow, 'endsAt'>, at: number): boolean {
  return endsAt <= at
}

function isWritten({ starts, ends }: Pick<TypedWindow, 'starts' | 'ends'>): boolean {
  return starts.trim() !== '' || ends.trim() !== ''
}
