import type { Reader } from '#/db/store/store.ts'
import { grantAbsentStaff, regrantStaff } from '#/lib/identity/access/regrant-staff.ts'
import { type AdminGrant, grantOperator, type OperatorGrant } from '#/lib/identity/access/staff-grants.ts'

/** Who may import accounts: an admin, or whoever is at the command line. */
export type ImportGrant = AdminGrant | OperatorGrant

/** The same right, read anew in a command's transaction. @throws AppError as `grantStaff` */
export async function regrantImport(tx: Reader, grant: ImportGrant): Promise<ImportGrant> {
  return 'operator' in grant ? grant : regrantStaff(tx, grant, 'admin')
}

/** Whom an import names as the one who did something; nobody at the command line. */
export function importerId(grant: ImportGrant): string | null {
  return 'operator' in grant ? null : grant.actor.user.id
}

/** The right of whoever an import names, who may be gone. @throws AppError where they are an admin no more */
export async function grantImporter(tx: Reader, userId: string | null): Promise<ImportGrant> {
  return userId === null ? grantOperator() : grantAbsentStaff(tx, userId, 'admin')
}
