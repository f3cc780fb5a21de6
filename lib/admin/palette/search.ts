import type { Reader } from '#/db/store/store.ts'
import { findBestMatches, type MatchedAccount } from '#/lib/accounts/search/best-matches.ts'
import { maxSearchLength } from '#/lib/accounts/search/list.ts'
import { findCases } from '#/lib/cases/find-cases.ts'
import { evaluateNudges } from '#/lib/changes/accounts/evaluate-nudges.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { findDrillSkips } from '#/lib/notices/drills/send-drill.ts'
import { findNotices } from '#/lib/notices/views/find-notices.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { assertRate } from '#/lib/platform/limits/assert-rate.ts'
import { defineList, freeText } from '#/lib/platform/lists/define-list.ts'
import { readActions } from './match.ts'

/** The page of the search, without JavaScript too. */
export const searchPage = defineList('/admin/search', { text: { ...freeText(maxSearchLength), key: 'q' } })

export const maxPerKind = 8

/** What staff do to an account from the search; the account's page holds the form. */
export type AccountStep = { action: AccountAction; account: MatchedAccount['account'] }
export const accountActions = ['nudge', 'drill', 'notice', 'case'] as const
export type AccountAction = (typeof accountActions)[number]

/**
 * What a search finds of accounts, cases and notices, at most eight of each, and what can be done to the accounts: to those
 * that follow an action's name (`nudge aurora`), otherwise to the first one found.
 * @throws AppError `too-many`
 */
export async function searchStore(read: Reader, grant: StaffGrant, text: string) {
  assertRate('staff-searches', grant.actor.user.id)
  const accounts = await findBestMatches(read, grant, text, maxPerKind)
  const accountIds = accounts.map(({ account }) => account.id)
  return {
    accounts,
    steps: [
      ...(await findSteps(read, grant, text)),
      ...(await listSteps(read, grant, accounts.slice(0, 1))),
    ].slice(0, maxPerKind),
    cases: text ? await findCases(read, grant, { text, accountIds }, maxPerKind) : [],
    notices: text ? await findNotices(read, grant, { text, accountIds }, maxPerKind) : [],
  }
}

/** The steps that the text names, with the accounts that it names beside them. */
async function findSteps(read: Reader, grant: StaffGrant, text: string): Promise<AccountStep[]> {
  const steps: AccountStep[] = []
  for (const { action, account } of readActions(text, verbs)) {
    const found = await findBestMatches(read, grant, account, maxPerKind)
    steps.push(...(await listSteps(read, grant, found)).filter((step) => step.action === action))
  }
  return steps
}

/** The names of the actions in every language. */
const verbs = Object.fromEntries(
  accountActions.map((action) => [action, locales.map((locale) => messagesIn(locale).palette.verbs[action])]),
) as Record<AccountAction, string[]>

/** What can be done to accounts as they are now: what their pages offer. */
async function listSteps(
  read: Reader,
  grant: StaffGrant,
  found: readonly MatchedAccount[],
): Promise<AccountStep[]> {
  const open = found.map(({ account }) => account).filter(({ closedAt }) => closedAt === null)
  const nudges = await evaluateNudges(
    read,
    grant,
    open.map(({ id }) => id),
  )
  const drills = await findDrillSkips(read, open)
  return open.flatMap((account) => {
    const drill = drills.get(account.id)
    const possible = {
      nudge: nudges.get(account.id) === null,
      // A drill that reaches nobody shows just that.
      drill: drill === null || drill === 'field-unreachable',
      notice: true,
      case: true,
    }
    return accountActions.filter((action) => possible[action]).map((action) => ({ action, account }))
  })
}
