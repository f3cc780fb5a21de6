import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { BrandPageLink } from '#/components/contacts/brand-page-link.tsx'
import { ContactDetails } from '#/components/contacts/contact-details.tsx'
import { WeekPicture } from '#/components/contacts/week-picture.tsx'
import { Card } from '#/components/ui/card.tsx'
import { listEndpoints } from '#/lib/accounts/points/endpoints.ts'
import { readStates } from '#/lib/accounts/points/states.ts'
import { parsePictureZone } from '#/lib/contacts/hours/picture-zone.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { firstKnownZone } from '#/lib/platform/values/zones.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'
import { EndpointsCard } from '../endpoints-card.tsx'
import { openAccount } from '../open-account.ts'

/** Shows an account's contact information, who submitted it, and the status of each address. */
export default definePage('/admin/accounts/[account]/contacts', staff, async ({ grant, params, query }) => {
  const { read, view, account, page, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('admin.contacts')
  const named = await namePeople()
  const format = await getFormatter()
  const { revision, contacts } = view
  const at = revision && format.dateTime(revision.at, { dateStyle: 'medium', timeStyle: 'short' })
  const hours = contacts?.['support-hours'] ?? []
  const endpoints = await listEndpoints(read, view)
  const otherwise = firstKnownZone(grant.actor.user.timeZone, ...hours.map(({ zone }) => zone))
  return (
    <AccountFrame {...frame} tab="contacts" done={query.done} zoned>
      <Card
        title={t('title')}
        actions={<BrandPageLink account={account} contacts={contacts} />}
        description={revision ? t(revision.cause, { name: named(revision.by), at: at ?? '' }) : t('never')}
      >
        {revision ? (
          <ContactDetails
            contacts={contacts}
            missing={view.missing}
            statuses={await readStates(read, view)}
            endpoints={endpoints}
            readerId={null}
            members={view.members}
            merchantIssues={view.integrationType.merchantIssues}
            defaultLocale={account.defaultLocale}
            picture={
              <WeekPicture
                windows={hours}
                shown={parsePictureZone(query.zone, otherwise)}
                path={`${page}/contacts`}
              />
            }
          />
        ) : null}
      </Card>
      <EndpointsCard account={account} endpoints={endpoints} />
    </AccountFrame>
  )
})
