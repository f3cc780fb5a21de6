import { and, desc, eq } from 'drizzle-orm'
import { contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { ContactFormValues } from '#/db/words/accounts.ts'
import { findLastRevision, type LastRevision } from '#/lib/accounts/account/last-revision.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { toFormValues, withRowToWriteInto } from '#/lib/contacts/form/values.ts'

type Saved = { by: string; at: number }

/**
 * The content that the form opens on: the draft, else the last revision, else nothing. `draft` and `revised` say who made
 * each last, and when.
 */
export type StoredContacts = {
  version: number
  values: ContactFormValues
  draft: Saved | null
  revised: LastRevision | null
}

/** Who changed it last; null if nobody did. `refused`: the address said "This is not me". */
export function lastChangeOf({ draft, revised }: StoredContacts): { by: string; refused: boolean } | null {
  if (draft && draft.at > (revised?.at ?? 0)) return { by: draft.by, refused: false }
  return revised && { by: revised.by, refused: revised.cause === 'refused' }
}

/** The account's draft or last revision, for its form. */
export async function loadDraftOrLatest(read: Reader, loaded: LoadedAccount): Promise<StoredContacts> {
  const [draft] = await read
    .select({ values: contactDrafts.values, at: contactDrafts.savedAt, name: users.name, email: users.email })
    .from(contactDrafts)
    .leftJoin(users, eq(users.id, contactDrafts.savedBy))
    .where(eq(contactDrafts.accountId, loaded.account.id))
  const version = loaded.account.contactsVersion
  const revised = loaded.contacts ? await findLastRevision(read, loaded.account.id) : null
  if (draft)
    return {
      version,
      values: withRowToWriteInto(draft.values),
      draft: { by: nameOf(draft), at: draft.at },
      revised,
    }
  return { version, values: await readSubmitted(read, loaded), draft: null, revised }
}

/** Whether a person made this version by submitting. */
export async function wasSubmitted(read: Reader, accountId: string, version: number): Promise<boolean> {
  const { accountId: of, version: which, cause } = contactRevisions
  const made = and(eq(of, accountId), eq(which, version), eq(cause, 'submitted'))
  return (await read.select({ id: contactRevisions.id }).from(contactRevisions).where(made)).length > 0
}

/**
 * A revision lacks brand support only if its address said "This is not me". The phone and page beside it are still the
 * account's.
 */
async function readSubmitted(read: Reader, { account, contacts }: LoadedAccount): Promise<ContactFormValues> {
  const values = toFormValues(contacts)
  if (!contacts || contacts['brand-support']) return values
  const [submitted] = await read
    .select({ content: contactRevisions.content })
    .from(contactRevisions)
    .where(and(eq(contactRevisions.accountId, account.id), eq(contactRevisions.cause, 'submitted')))
    .orderBy(desc(contactRevisions.version))
    .limit(1)
  const { phone = '', helpUrl = '' } = submitted?.content['brand-support'] ?? {}
  return { ...values, 'brand-support': { ...values['brand-support'], phone, helpUrl } }
}

const nameOf = ({ name, email }: { name: string | null; email: string | null }): string => name || email || ''
