import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { MailLane } from '#/db/words/mail.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { type ReachedAccount, reachedColumns } from '#/lib/accounts/reachability/reachables.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { mailContacts, readCaseContacts } from './contacts.ts'
import type { NewCase } from './form.ts'
import { caseOpened } from './mails.ts'
import { readSubmittedCase, writeCase } from './opening.ts'
import { claimKey, partnerCaseLink, type UpdatedCase } from './updates.ts'

/**
 * Staff open a case with an account, and take care of it; returns its number. Mails the account's contacts of the case's
 * category. A form sent twice opens one case.
 * @throws AppError `not-found`, `account-closed`, `field-unreachable` when nobody there gets mail, `invalid-input`
 */
export function openCaseFor(store: Store, grant: StaffGrant, slug: string, input: NewCase): Promise<number> {
  return store.transact(async (tx) => {
    const by = await reauthoriseStaff(tx, grant, 'support')
    const [account] = await tx.select(reachedColumns).from(accounts).where(eq(accounts.slug, slug))
    if (!account) throw new AppError('not-found')
    const before = () => consumeLimit(tx, 'staff-mail', by.actor.user.id)
    return (await openCaseForIn(tx, by, account, input, { before })).number
  })
}

type Options = {
  /** Runs before the case is written, but not for a form that came before. */
  before?: () => Promise<unknown>
  lane?: MailLane
}

/** The same in a transaction that has read the right; returns the case. */
export async function openCaseForIn(
  tx: Writer,
  by: StaffGrant,
  account: ReachedAccount,
  input: NewCase,
  { before, lane }: Options = {},
): Promise<UpdatedCase> {
  const author = by.actor.user
  const { key, text } = input
  const claimed = await claimKey(tx, { key, text, author, fromStaff: true })
  if ('written' in claimed) return readSubmittedCase(tx, claimed.written)
  assertNotClosed(account)
  const contacts = (await readCaseContacts(tx, [account], input.category)).get(account.id) ?? []
  if (contacts.length === 0) throw new AppError('field-unreachable')
  await before?.()
  const own = { account, author, fromStaff: true, assigneeId: author.id, messageId: claimed.id, input }
  const { opened, facts } = await writeCase(tx, own)
  await mailContacts(tx, caseOpened, contacts, {
    accountId: account.id,
    caseId: opened.id,
    lane: lane ?? (opened.category === 'urgent' ? 'urgent' : undefined),
    data: { ...facts, link: partnerCaseLink(account.slug, opened.number) },
  })
  return opened
}
