import type { Store } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { type MemberGrant, reauthorise } from '#/lib/accounts/access/grants.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listOwners } from '#/lib/accounts/members/policy.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { askOwnersToInviteMail as askMail } from './mails.ts'

/**
 * Mails every owner that the actor asks them to invite somebody; `text` says whom, and may be empty (product.md, Users
 * tab). Answers how many were mailed. @throws AppError `too-many`
 */
export async function askOwnersToInvite(store: Store, grant: MemberGrant, text: string): Promise<number> {
  return store.transact(async (tx) => {
    const { account, actor, members } = await reauthorise(tx, grant, 'viewer')
    await takeLimit(tx, 'owners-asked', `${account.id} ${actor.user.id}`)
    await takeLimit(tx, 'owners-asked-account', account.id)
    const owners = listOwners(members)
    await mailMembers(tx, account, owners, askMail, {
      accountName: account.name,
      askerName: actor.user.name,
      askerEmail: actor.user.email,
      text,
      link: `${env.APP_URL}/accounts/${account.slug}/configuration/users`,
    })
    await writeAudit(tx, {
      actorId: actor.user.id,
      accountId: account.id,
      action: 'members.invitation-asked',
    })
    return owners.length
  })
}
