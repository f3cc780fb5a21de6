import { crc32 } from 'node:zlib'
import { asc, count, eq } from 'drizzle-orm'
import { accounts, integrationTypes } from '#/db/schema/accounts.ts'
import type { Reader } from '#/db/store/store.ts'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'

/** The integration types in the admins' order. */
export async function listIntegrationTypes(read: Reader): Promise<IntegrationType[]> {
  return read
    .select()
    .from(integrationTypes)
    .orderBy(asc(integrationTypes.position), asc(integrationTypes.id))
}

/** A type with the number of its accounts. */
export type ListedType = IntegrationType & { accounts: number }

/** Every integration type in the admins' order. */
export async function listTypes(read: Reader, _grant: StaffGrant): Promise<ListedType[]> {
  const counted = await read
    .select({ id: accounts.integrationTypeId, count: count() })
    .from(accounts)
    .groupBy(accounts.integrationTypeId)
  const counts = new Map(counted.map((row) => [row.id, Number(row.count)]))
  return (await listIntegrationTypes(read)).map((type) => ({ ...type, accounts: counts.get(type.id) ?? 0 }))
}

/** The version that a form of this type starts from: it changes with the type's names and rule. */
export function versionOfType({ names, merchantIssues }: IntegrationType): number {
  return crc32(JSON.stringify([names, merchantIssues]))
}

export function countAccountsOfType(read: Reader, typeId: string): Promise<number> {
  return read.$count(accounts, eq(accounts.integrationTypeId, typeId))
}
