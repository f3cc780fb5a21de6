import type { StaffRole } from '#/db/words/people.ts'

/** How many views a person can have of one list, and how many of one list all staff can share. */
export const maxViews = 20

type View = { ownerId: string; shared: boolean }

/** Whether somebody may rename, share or delete a view: their own, and an admin a shared one too. */
export function mayChangeView(view: View, who: { userId: string; staffRole: StaffRole }): boolean {
  return view.ownerId === who.userId || (view.shared && who.staffRole === 'admin')
}
