import { asc } from 'drizzle-orm'
import { integrationTypes } from '#/db/schema/accounts.ts'
import type { Reader } from '#/db/store/store.ts'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'

/** The integration types in the admins' order. */
export async function listIntegrationTypes(read: Reader): Promise<IntegrationType[]> {
  return read
    .select()
    .from(integrationTypes)
    .orderBy(asc(integrationTypes.position), asc(integrationTypes.id))
}
