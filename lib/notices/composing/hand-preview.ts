import type { Reader } from '#/db/store/store.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import type { NamedAccount } from '#/lib/accounts/search/named-queries.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { type PreviewedMail, previewNotice } from '#/lib/notices/delivery/preview.ts'
import { isGathered } from '#/lib/notices/intake/joining.ts'
import type { NoticeContent } from '#/lib/notices/intake/notice-input.ts'
import { readRates } from '#/lib/notices/intake/open-notices.ts'
import { rateKey } from '#/lib/notices/notice/keys.ts'
import { previewReach, type ReachPreview } from '#/lib/notices/routing/reach-queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { hashSecret } from '#/lib/platform/values/ids.ts'

export type HandPreview = {
  reach: ReachPreview
  /** One mail per language; empty if nobody is mailed. */
  mails: PreviewedMail[]
  /** During a storm: it joins others in a digest, which looks different. */
  gathered: boolean
  /** Identifies the previewed content and recipients. */
  seal: string
}

/**
 * Previews a manual notice without writing. Sending with the same seal sends what was shown.
 * @throws AppError `unknown-account`, `account-closed`
 */
export async function previewByHand(
  read: Reader,
  grant: StaffGrant,
  { slug, name }: NamedAccount,
  content: NoticeContent,
): Promise<HandPreview> {
  const { category, environment } = content
  const reach = await previewReach(read, grant, slug, { category, environment, origin: 'staff' })
  if (!reach) throw new AppError('unknown-account', {}, 'slug')
  const { account } = reach
  assertNotClosed(account, 'slug')
  const key = rateKey({ accountId: account.id, category, environment })
  const told = (await readRates(read, [key])).get(key) ?? []
  const gathered =
    reach.silence === null && isGathered(told, { category, kind: 'event', origin: 'staff' }, now())
  const words = { ...content, topic: null, since: content.occurredAt ?? now() }
  const mails = reach.silence === null && !gathered ? previewNotice(reach, { slug, name }, words) : []
  return { reach, mails, gathered, seal: sealOf(slug, content, reach, gathered) }
}

function sealOf(slug: string, content: NoticeContent, reach: ReachPreview, gathered: boolean): string {
  const whom = reach.recipients.map(({ shown, locale, purpose, step }) => [shown, locale, purpose, step])
  return hashSecret(JSON.stringify([slug, content, whom, reach.silence, gathered]))
}
