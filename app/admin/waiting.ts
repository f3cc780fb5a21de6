import { cache } from 'react'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { countWaitingForStaff, maxWaiting } from '#/lib/notices/views/staff-queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** The notices that wait for staff, counted once for the frame and the page of a request. */
export const countForFrame = cache(async () =>
  countWaitingForStaff((await getStore()).read, await requireStaff()),
)

/** How many notices wait for staff, for the title of a list that a tab keeps open. */
export async function countForTitle(): Promise<number | string> {
  const { all } = await countForFrame()
  return all > maxWaiting ? `${maxWaiting}+` : all
}
