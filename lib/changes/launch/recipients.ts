import type { Locale } from '#/db/words/locale.ts'
import type { AccountStanding } from '#/lib/accounts/account/standing.ts'

export type LaunchRecipient = { to: string; locale: Locale }

/** Who is told of staff's step: owners and editors. */
export function listLaunchRecipients({
  account,
  members,
}: Pick<AccountStanding, 'account' | 'members'>): LaunchRecipient[] {
  return members
    .filter(({ role }) => role !== 'viewer')
    .map(({ email, locale }) => ({ to: email, locale: locale ?? account.defaultLocale }))
}
