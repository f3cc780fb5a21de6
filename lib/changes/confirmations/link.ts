import { and, eq } from 'drizzle-orm'
import { confirmations } from '#/db/schema/confirmations.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader } from '#/db/store/store.ts'
import type { ServedField } from '#/db/words/accounts.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { type Confirmation, type LinkState, linkState, linkTtl } from '#/lib/accounts/addresses/policy.ts'
import { fieldsWith } from '#/lib/contacts/fields/fields-with.ts'
import { readLinkToken } from '#/lib/platform/mail/signed-token.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { findAskerName } from './ask.ts'

export type ConfirmationPage = NonNullable<Awaited<ReturnType<typeof findConfirmation>>>

/**
 * What a link's page shows; null when the link is not ours or its mail is deleted. Reading changes nothing. `fields` and
 * `askerName` are empty unless the link is open; `askerName` is also empty when nobody knows who registered the address.
 * `until`: how long the link works; `settledAt`: when the address was answered or ended. Milliseconds UTC.
 */
export async function findConfirmation(read: Reader, token: string) {
  const link = await readLink(read, token)
  if (!link) return null
  const { row, mailedAt } = link
  const loaded = await loadAccount(read, { id: row.accountId }, now())
  if (!loaded) return null
  const { account, contacts } = loaded
  const page = {
    state: link.state,
    accountName: account.name,
    address: row.address,
    askerName: '',
    fields: [] as ServedField[],
    until: mailedAt + linkTtl,
    settledAt: row.endedAt ?? row.confirmedAt,
  }
  if (link.state !== 'open') return page
  return {
    ...page,
    askerName: await findAskerName(read, row.askedBy),
    fields: fieldsWith(contacts, row.addressKey),
  }
}

/**
 * The row that a link asks about, what the link can still do, and when its mail was queued; null as `findConfirmation`.
 */
export async function readLink(
  read: Reader,
  token: string,
): Promise<{ row: Confirmation; state: LinkState; mailedAt: number } | null> {
  const mailId = await readLinkToken(read, 'confirm', token)
  if (mailId === null) return null
  const [mail] = await read
    .select({ data: outbox.data, mailedAt: outbox.createdAt })
    .from(outbox)
    .where(and(eq(outbox.id, mailId), eq(outbox.template, 'confirm-address')))
  const id = mail?.data.confirmationId
  if (!mail || typeof id !== 'string') return null
  const [row] = await read.select().from(confirmations).where(eq(confirmations.id, id))
  return row ? { row, state: linkState(row, mail.mailedAt, now()), mailedAt: mail.mailedAt } : null
}
