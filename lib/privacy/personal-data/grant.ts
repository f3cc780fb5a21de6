import type { Reader } from '#/db/store/store.ts'
import { regrantStaff } from '#/lib/identity/access/regrant-staff.ts'
import type { AdminGrant, OperatorGrant } from '#/lib/identity/access/staff-grants.ts'

/** Who may export and erase what is held about an address: an admin, or whoever is at the command line. */
export type PersonalGrant = AdminGrant | OperatorGrant

/** The same right, read anew in a command's transaction; answers whom to name, nobody at the command line. @throws AppError as `grantStaff` */
export async function regrantPersonal(tx: Reader, grant: PersonalGrant): Promise<string | null> {
  if ('operator' in grant) return null
  return (await regrantStaff(tx, grant, 'admin')).actor.user.id
}
