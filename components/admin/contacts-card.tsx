import { getTranslations } from 'next-intl/server'
import { BrandPageLink } from '#/components/contacts/brand-page-link.tsx'
import { ContactDetails } from '#/components/contacts/contact-details.tsx'
import { WeekPicture } from '#/components/contacts/week-picture.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { AccountForStaff } from '#/lib/admin/accounts/admin-queries.ts'
import type { PictureZone } from '#/lib/contacts/hours/zones.ts'
import type { AddressStatus } from '#/lib/notices/views/address-status.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type ContactsCardProps = {
  view: AccountForStaff

  shown: PictureZone
  /** How each address stands, by its key. */
  statuses: ReadonlyMap<string, AddressStatus>
}

/** An account's contact information as staff read it: who submitted it, what it holds, and how each address stands. */
export async function StaffContactsCard({ view, shown, statuses }: ContactsCardProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('admin.contacts')
  const named = await namePeople()
  const format = await getFormatter()
  const { account, revision, missing } = view
  const at = revision && format.dateTime(revision.at, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Card
      title={t('title')}
      actions={<BrandPageLink account={account} contacts={view.contacts} />}
      description={revision ? t(revision.cause, { name: named(revision.by), at: at ?? '' }) : t('never')}
    >
      {revision ? (
        <ContactDetails
          contacts={view.contacts}
          missing={missing}
          statuses={statuses}
          readerId={null}
          members={view.members}
          merchantIssues={view.integrationType.merchantIssues}
          defaultLocale={account.defaultLocale}
          programme={programme}
          picture={
            <WeekPicture
              windows={view.contacts?.['support-hours'] ?? []}
              shown={shown}
              at={now()}
              chooser={{ path: `/admin/accounts/${account.slug}/contacts` }}
            />
          }
        />
      ) : null}
    </Card>
  )
}
