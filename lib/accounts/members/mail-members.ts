import type { Writer } from '#/db/store/store.ts'
import type { MailLane } from '#/db/words/mail.ts'
import type { Locale } from '#/db/words/people.ts'
import type { Account, Member } from '#/lib/accounts/account/load-account.ts'
import type { Template } from '#/lib/platform/mail/model.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'

/** Sends the same mail to each of these members, in their own language or else the account's. */
export async function mailMembers<Data extends object>(
  tx: Writer,
  account: Account,
  members: readonly Member[],
  template: Template<Data>,
  data: Data,
  lane?: MailLane,
): Promise<void> {
  for (const member of members) {
    await queueMail(tx, template, {
      ...addressMember(member, account),
      accountId: account.id,
      data,
      ...(lane && { lane }),
    })
  }
}

/** The address and language of a member's mail. */
export function addressMember(
  { email, locale }: Member,
  { defaultLocale }: Pick<Account, 'defaultLocale'>,
): { to: string; locale: Locale } {
  return { to: email, locale: locale ?? defaultLocale }
}
