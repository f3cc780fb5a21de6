import { and, eq, gt } from 'drizzle-orm'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/index.ts'
import { env } from '#/env.ts'
import { type MemberGrant, regrant } from '#/lib/access/grants.ts'
import { writeAudit } from '#/lib/audit/commands.ts'
import { now } from '#/lib/clock.ts'
import { AppError } from '#/lib/errors.ts'
import { queueMail } from '#/lib/mail/commands.ts'
import { asksPerWindow, askWindow } from './policy.ts'

const action = 'members.invitation-asked'

/**
 * Mails every owner that the actor asks them to invite somebody; `text` says whom, and may be empty (product.md, Users
 * tab). Answers how many were mailed. @throws AppError `too-many`
 */
export async function askOwnersToInvite(store: Store, grant: MemberGrant, text: string): Promise<number> {
  return store.transact(async (tx) => {
    const { account, actor, members } = await regrant(tx, grant, 'viewer')
    const asked = and(
      eq(auditEntries.accountId, account.id),
      gt(auditEntries.at, now() - askWindow),
      eq(auditEntries.action, action),
      eq(auditEntries.actorId, actor.user.id),
    )
    if ((await tx.$count(auditEntries, asked)) >= asksPerWindow)
      throw new AppError('too-many', { minutes: askWindow / 60_000 })
    const owners = members.filter(({ role }) => role === 'owner')
    for (const owner of owners) {
      await queueMail(tx, {
        template: 'ask-owners-to-invite',
        to: owner.email,
        locale: owner.locale ?? account.defaultLocale,
        accountId: account.id,
        data: {
          accountName: account.name,
          askerName: actor.user.name,
          askerEmail: actor.user.email,
          text,
          link: `${env.APP_URL}/accounts/${account.slug}/configuration/users`,
        },
      })
    }
    await writeAudit(tx, { actorId: actor.user.id, accountId: account.id, action })
    return owners.length
  })
}
