import { accountAddresses } from '#/db/schema/account-index.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Writer } from '#/db/store/store.ts'
import type { Locale } from '#/db/words/people.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { insertOne } from './insert.ts'

type NewConfirmation = typeof confirmations.$inferInsert
type GivenConfirmation = Partial<NewConfirmation> & { accountId: string; address: string }

/** A typed address that was asked once, now, and has not answered, by default. */
export function confirmationRow(given: GivenConfirmation): NewConfirmation {
  return {
    askedAt: now(),
    mails: 1,
    ...given,
    id: given.id ?? newId(),
    addressKey: addressKey(given.address),
  }
}

/** Adds a confirmation; if it is confirmed, the account's index is updated too. */
export async function buildConfirmation(tx: Writer, given: GivenConfirmation) {
  const row = await insertOne(tx, confirmations, confirmationRow(given))
  const { accountId, address, askedAt: since, confirmedAt, endedAt } = row
  if (confirmedAt !== null && endedAt === null) {
    const kept = { accountId, address, isMember: false, isContact: true, since, confirmedAt }
    await tx.insert(accountAddresses).values({ ...kept, addressKey: row.addressKey })
  }
  return row
}

/** Adds the mail with the link that asked it, by default sent when it was first asked. */
export async function buildQuestion(
  tx: Writer,
  { id, accountId, address, askedAt }: typeof confirmations.$inferSelect,
  given: { id: string; locale: Locale; accountName: string; createdAt?: number },
): Promise<void> {
  const createdAt = given.createdAt ?? askedAt
  await tx.insert(outbox).values({
    id: given.id,
    template: 'confirm-address',
    recipient: address,
    locale: given.locale,
    data: { confirmationId: id, accountName: given.accountName },
    accountId,
    lane: 'ordinary',
    status: 'accepted',
    attempts: 1,
    createdAt,
    settledAt: createdAt + 1000,
  })
}
