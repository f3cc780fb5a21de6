import { desc, eq } from 'drizzle-orm'
import { contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/index.ts'
import type { AccountGrant } from '#/lib/access/grants.ts'
import type { AccountStanding } from '#/lib/accounts/queries.ts'
import { emptyValues, toFormValues } from './form-rows.ts'
import type { ContactFormValues } from './schema.ts'

type Saved = { by: string; at: number }

/**
 * What the form opens on: the draft where there is one, else the last revision, else nothing. `draft` and `submitted`
 * say who saved each last, and when.
 */
export type KeptContacts = {
  version: number
  values: ContactFormValues
  draft: Saved | null
  submitted: Saved | null
}

/** The account's contact information as it is kept, for its form. `grant` proves the right to read it. */
export function findKept(read: Reader, grant: AccountGrant): Promise<KeptContacts> {
  return readKept(read, grant)
}

/** As `findKept`, for commands, inside their transaction. */
export async function readKept(read: Reader, standing: AccountStanding): Promise<KeptContacts> {
  const [draft] = await read
    .select({ values: contactDrafts.values, at: contactDrafts.savedAt, name: users.name, email: users.email })
    .from(contactDrafts)
    .leftJoin(users, eq(users.id, contactDrafts.savedBy))
    .where(eq(contactDrafts.accountId, standing.account.id))
  const version = standing.account.contactsVersion
  const submitted = standing.contacts ? await findLastSaved(read, standing.account.id) : null
  if (draft) return { version, values: draft.values, draft: { by: nameOf(draft), at: draft.at }, submitted }
  const values = standing.contacts ? toFormValues(standing.contacts) : emptyValues()
  return { version, values, draft: null, submitted }
}

async function findLastSaved(read: Reader, accountId: string): Promise<Saved | null> {
  const [saver] = await read
    .select({ name: users.name, email: users.email, at: contactRevisions.savedAt })
    .from(contactRevisions)
    .leftJoin(users, eq(users.id, contactRevisions.savedBy))
    .where(eq(contactRevisions.accountId, accountId))
    .orderBy(desc(contactRevisions.version))
    .limit(1)
  return saver ? { by: nameOf(saver), at: saver.at } : null
}

function nameOf({ name, email }: { name: string | null; email: string | null }): string {
  return name || email || ''
}
