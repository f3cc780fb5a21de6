import type { Reader, Writer } from '#/db/store/store.ts'
import type { CaseCategory } from '#/db/words/cases.ts'
import type { MailLane } from '#/db/words/mail.ts'
import { readBouncing } from '#/lib/accounts/points/bouncing.ts'
import { mailPoints } from '#/lib/accounts/points/points.ts'
import { type ReachedAccount, readReachables } from '#/lib/accounts/reachability/reachables.ts'
import { defaultRoute } from '#/lib/accounts/reachability/routes.ts'
import { planFirst, planRoute, type Recipient } from '#/lib/notices/routing/routing.ts'
import type { Template } from '#/lib/platform/mail/model.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { caseRoutes } from './policy.ts'

/** The contacts of these accounts that get mail about a case of this category; an account without any has none. */
export async function readCaseContacts(
  read: Reader,
  reached: readonly ReachedAccount[],
  category: CaseCategory,
): Promise<Map<string, Recipient[]>> {
  const reachables = await readReachables(read, reached)
  const marks = await readBouncing(read, reachables.values())
  const route = { ...defaultRoute('technical'), steps: [...caseRoutes[category]] }
  const found = [...reachables].map(([id, reachable]): [string, Recipient[]] => {
    const asked = { environment: 'production', kind: 'event', fromSource: false } as const
    return [
      id,
      planFirst(planRoute({ ...reachable, points: mailPoints(reachable.points), ...asked, marks, route }))
        .recipients,
    ]
  })
  return new Map(found)
}

/** Mails contacts about a case, each in their language, with the reason why they get it. */
export async function mailContacts<Data extends object>(
  tx: Writer,
  template: Template<Data & Pick<Recipient, 'purpose'>>,
  contacts: readonly Recipient[],
  mail: { accountId: string; caseId: string; data: Data; lane?: MailLane | undefined },
): Promise<void> {
  for (const { shown, locale, purpose } of contacts) {
    await queueMail(tx, template, {
      to: shown,
      locale,
      accountId: mail.accountId,
      caseId: mail.caseId,
      data: { ...mail.data, purpose },
      ...(mail.lane && { lane: mail.lane }),
    })
  }
}
