import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { StaffContactsCard } from '#/components/admin/contacts-card.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { parsePictureZone } from '#/lib/contacts/hours/zones.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listAddressStatuses } from '#/lib/notices/views/address-status-queries.ts'
import { firstKnownZone } from '#/lib/platform/values/zones.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/contacts', staff, async ({ grant, params, query }) => {
  const { read, view, frame } = await openAccount(grant, params.account)
  const hours = view.contacts?.['support-hours'] ?? []
  const otherwise = firstKnownZone(grant.actor.user.timeZone, ...hours.map(({ zone }) => zone))
  return (
    <AccountFrame {...frame} tab="contacts">
      <StaffContactsCard
        view={view}
        shown={parsePictureZone(query.zone, otherwise)}
        statuses={await listAddressStatuses(read, grant, view)}
      />
      <ZoneNote />
    </AccountFrame>
  )
})
