import { getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { KeptContacts } from '#/lib/accounts/revisions/queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type ContactsCardProps = { grant: AccountGrant; revised: KeptContacts['revised'] }

export async function ContactsCard({ grant, revised }: ContactsCardProps) {
  const t = await getTranslations('overview.contacts')
  const named = await namePeople()
  const format = await getFormatter()
  const complete = grant.missing.length === 0
  return (
    <Card
      title={t('title')}
      status={complete ? <Badge meaning="good">{t('complete')}</Badge> : null}
      actions={<SmallLink href={`${grant.base}/configuration/contact-information`}>{t('open')}</SmallLink>}
    >
      {revised ? (
        <p className="wrap-anywhere text-muted">
          {t(revised.cause === 'refused' || revised.cause === 'erased' ? revised.cause : 'saved', {
            name: named(revised.by),
            at: format.dateTime(revised.at, { dateStyle: 'long', timeStyle: 'short' }),
            zone: grant.actor.user.timeZone ?? 'UTC',
          })}
        </p>
      ) : null}
    </Card>
  )
}
