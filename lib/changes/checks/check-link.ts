import { and, eq } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import { roleCovers } from '#/lib/accounts/access/grants.ts'
import { findLastRevision } from '#/lib/accounts/account/last-revision.ts'
import { type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import { readLinkToken } from '#/lib/platform/mail/signed-token.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { recordCheck } from './commands.ts'
import type { ContactsCheck } from './contacts-check.ts'
import { type Finding, needsCorrection } from './findings.ts'
import { checkLinkTtl } from './policy.ts'
import { readFindings } from './queries.ts'

/**
 * What a mailed check link can do. `open`: confirm. `answered`, `submitted`: somebody confirmed or submitted since.
 * `changed`: another change made a new revision. `missing`: a required field is missing, and other mails ask for it.
 * `to-correct`: a contact bounces or nobody answered the last drill. `expired`: the link is too old. `not-theirs`: no owner or editor has the address any longer.
 */
export type CheckLinkState =
  | 'open'
  | 'answered'
  | 'submitted'
  | 'changed'
  | 'missing'
  | 'to-correct'
  | 'expired'
  | 'not-theirs'

export type CheckLink = NonNullable<Awaited<ReturnType<typeof findCheckLink>>>

/**
 * All that a link's page shows, since a stranger may hold the link; null when it is not ours or its mail is deleted.
 * Reading changes nothing. `askedAt`: when the mail was sent; `answeredAt`: when somebody answered; `findings`: the number
 * of findings while somebody may still answer.
 */
export async function findCheckLink(read: Reader, token: string) {
  const found = await findAsked(read, token)
  if (!found) return null
  const { loaded, mail, state, answeredAt, findings } = found
  return {
    state,
    accountName: loaded.account.name,
    accountSlug: loaded.account.slug,
    askedAt: mail.createdAt,
    answeredAt,
    findings: findings.length,
  }
}

/**
 * Confirms by a mailed link that everything is still right, signed in or not. The mail's address must still belong to
 * an owner or editor of the account. Returns the link's state afterwards; a link that is not open changes nothing.
 */
export function confirmCheckByMail(store: Store, token: string): Promise<CheckLinkState | null> {
  return store.transact(async (tx) => {
    const found = await findAsked(tx, token)
    if (!found?.member || found.state !== 'open') return found?.state ?? null
    await recordCheck(tx, found.loaded, { userId: found.member.userId, by: 'mail' })
    return 'answered'
  })
}

async function findAsked(read: Reader, token: string) {
  // Links and their mails say `review` for a check.
  const mailId = await readLinkToken(read, 'review', token)
  if (mailId === null) return null
  const { recipient, accountId, createdAt, data } = outbox
  const [mail] = await read
    .select({ recipient, accountId, createdAt, data })
    .from(outbox)
    .where(and(eq(outbox.id, mailId), eq(outbox.template, 'contacts-review')))
  const loaded = mail ? await loadAccount(read, { id: mail.accountId ?? '' }, now()) : null
  if (!mail || !loaded) return null
  const member = loaded.members.find(({ email }) => addressKey(email) === addressKey(mail.recipient))
  // Only `sendDueChecks` writes this mail.
  const { version } = mail.data as ContactsCheck
  const asked = { createdAt: mail.createdAt, version, mayAnswer: member && roleCovers(member.role, 'editor') }
  return { loaded, mail, member, ...(await evaluateLink(read, loaded, asked)) }
}

/** Checks first what the person cannot change. */
async function evaluateLink(
  read: Reader,
  loaded: LoadedAccount,
  asked: { createdAt: number; version: number; mayAnswer: boolean | undefined },
): Promise<{ state: CheckLinkState; answeredAt: number | null; findings: Finding[] }> {
  const { account, missing } = loaded
  const is = (state: CheckLinkState, answeredAt: number | null = null, findings: Finding[] = []) => ({
    state,
    answeredAt,
    findings,
  })
  if (!asked.mayAnswer) return is('not-theirs')
  // A closed account has no check.
  if (account.closedAt !== null) return is('expired')
  if (account.checkedAt !== null && account.checkedAt >= asked.createdAt)
    return is('answered', account.checkedAt)
  if (now() >= asked.createdAt + checkLinkTtl) return is('expired')
  const revision = await findLastRevision(read, account.id)
  if (revision?.version !== asked.version)
    return revision?.cause === 'submitted' ? is('submitted', revision.at) : is('changed')
  if (missing.length > 0) return is('missing')
  const findings = await readFindings(read, loaded, now())
  return is(needsCorrection(findings) ? 'to-correct' : 'open', null, findings)
}
