import { getTranslations } from 'next-intl/server'
import { type AnswerActions, AnswerButton } from '#/components/notices/answer-button.tsx'
import { NoticeBadges, NoticeName } from '#/components/notices/notice-badges.tsx'
import { Badge, type BadgeMeaning } from '#/components/ui/badge.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { StoredContacts } from '#/lib/accounts/revisions/queries.ts'
import { type Attention, type ContactsRating, rateContacts } from '#/lib/attention/policy.ts'
import type { NoticeRow } from '#/lib/notices/views/queries.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type NoticesCardProps = {
  grant: AccountGrant
  actions: AnswerActions | null
  notices: readonly NoticeRow[]
  waiting: boolean
  mayTest: boolean
}

export async function NoticesCard({ grant, actions, notices, waiting, mayTest }: NoticesCardProps) {
  const t = await getTranslations('overview.notices')
  const { base } = grant
  return (
    <Card
      title={t('title')}
      actions={mayTest ? <SmallLink href={`${base}/notices/test`}>{t('test')}</SmallLink> : undefined}
      footer={<Link href={`${base}/notices`}>{t('all')}</Link>}
    >
      {notices.length === 0 ? (
        <p className="text-muted">{t(waiting ? 'waiting' : 'none')}</p>
      ) : (
        <div className="flex flex-col gap-3">
          <p className="text-muted">{t('acknowledged', { count: notices.length })}</p>
          <ul className="flex flex-col gap-2">
            {notices.map((notice) => (
              <li key={notice.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link href={`${base}/notices/${notice.id}`} className="min-w-0 wrap-anywhere">
                  <NoticeName notice={notice} />
                </Link>
                <NoticeBadges notice={notice} />
                <AnswerButton grant={grant} notice={notice} actions={actions} from={{ from: 'overview' }} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  )
}

type ContactsCardProps = {
  grant: AccountGrant
  revised: StoredContacts['revised']
  lines: readonly Attention[]
}

const meaningOf: Record<ContactsRating, BadgeMeaning> = {
  unreached: 'bad',
  troubled: 'attention',
  good: 'good',
}

export async function ContactsCard({ grant, revised, lines }: ContactsCardProps) {
  const t = await getTranslations('overview.contacts')
  const named = await namePeople()
  const format = await getFormatter()
  const rating = rateContacts(lines)
  return (
    <Card
      title={t('title')}
      status={
        grant.missing.length === 0 ? (
          <Badge meaning={meaningOf[rating]}>{t(`complete.${rating}`)}</Badge>
        ) : null
      }
      actions={<SmallLink href={`${grant.base}/configuration/contact-information`}>{t('open')}</SmallLink>}
    >
      {revised ? (
        <p className="wrap-anywhere text-muted">
          {t(revised.cause === 'refused' || revised.cause === 'erased' ? revised.cause : 'saved', {
            name: named(revised.by),
            at: format.dateTime(revised.at, { dateStyle: 'long', timeStyle: 'short' }),
            zone: await nameReaderZone(),
          })}
        </p>
      ) : null}
    </Card>
  )
}
