import type { Reader } from '#/db/store/store.ts'
import type { PointKey } from '#/db/words/points.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { keysOf, type PointsByPurpose } from './points.ts'

/** Since when (milliseconds UTC) each point of these accounts that bounces does: one query for all. */
export async function readBouncing(
  read: Reader,
  of: Iterable<{ points: PointsByPurpose }>,
): Promise<Map<PointKey, number>> {
  const points = [...of].flatMap((one) => [...one.points.values()].flat())
  const marks = await findMarks(read, keysOf(points))
  return new Map([...marks].map(([key, { markedAt }]) => [key, markedAt]))
}
