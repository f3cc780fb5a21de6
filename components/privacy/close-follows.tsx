import { getTranslations } from 'next-intl/server'
import { Card } from '#/components/ui/card.tsx'
import { warnedDays } from '#/lib/accounts/account/closing-policy.ts'
import type { Member } from '#/lib/accounts/account/standing.ts'
import type { WouldEnd } from '#/lib/changes/closing/queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

type CloseFollowsProps = { members: readonly Pick<Member, 'role'>[]; ends: WouldEnd; deletedAt: number }

/** What follows from closing an account, with how much of each there is. */
export async function CloseFollows({ members, ends, deletedAt }: CloseFollowsProps) {
  const t = await getTranslations('closing.close')
  const format = await getFormatter()
  const owners = members.filter(({ role }) => role === 'owner').length
  const at = format.dateTime(deletedAt, { dateStyle: 'long' })
  return (
    <div className="max-w-measure">
      <Card title={t('followsTitle')}>
        <ul className="flex list-disc flex-col gap-2 pl-5">
          <li>{t('follows.members', { count: members.length })}</li>
          <li>{t('follows.brand')}</li>
          <li>{t('follows.notices', { count: ends.notices })}</li>
          <li>{t('follows.cases', { count: ends.cases })}</li>
          <li>{t('follows.invitations', { count: ends.invitations })}</li>
          <li>{t('follows.mail')}</li>
          <li>{t('follows.told', { count: owners, days: warnedDays })}</li>
          <li>{t('follows.deleted', { at })}</li>
        </ul>
      </Card>
    </div>
  )
}
