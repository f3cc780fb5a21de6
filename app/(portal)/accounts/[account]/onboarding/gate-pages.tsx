import { getTranslations } from 'next-intl/server'
import { AccountDoneBanner } from '#/components/accounts/account-done-banner.tsx'
import { ContactPanel } from '#/components/contacts/contact-panel.tsx'
import { MissingForViewer } from '#/components/contacts/missing-for-viewer.tsx'
import { RefusedBanner } from '#/components/contacts/refused-banner.tsx'
import { PageTitle } from '#/components/shell/page.tsx'
import { type AccountGrant, asEditor, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { findKept } from '#/lib/accounts/revisions/queries.ts'
import { listRevisions } from '#/lib/accounts/revisions/revision-queries.ts'
import { listOwnAddressStatuses } from '#/lib/notices/views/address-status-queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { autosaveContactsAction, contactFormAction } from '../contact-actions.ts'
import { zoneOf } from '../contact-words.ts'
import { renderUsersTab } from '../users-tab.tsx'

type Props = { grant: AccountGrant; query: Record<string, string | string[] | undefined> }

/** The gate. It speaks of Production, whatever the switch was on (product.md, The gate). */
export async function renderGateContacts({ grant, query }: Props) {
  const t = await getTranslations('gate')
  const editor = asEditor(grant)
  const { read } = await getStore()
  const kept = editor && (await findKept(read, grant))
  // Why something is missing that was there.
  const history = await listRevisions(read, grant)
  const statuses = await listOwnAddressStatuses(read, grant, kept?.values)
  return (
    <div className="flex flex-col gap-8">
      <PageTitle parts={[t('title'), grant.account.name]} />
      <AccountDoneBanner query={query} />
      <RefusedBanner entries={history.entries} defaultLocale={grant.account.defaultLocale} />
      {editor && kept ? (
        <ContactPanel
          grant={editor}
          kept={kept}
          statuses={statuses}
          place="gate"
          environment="production"
          zone={zoneOf(grant)}
          action={unlessReadOnly(grant, contactFormAction)}
          autosave={unlessReadOnly(grant, autosaveContactsAction)}
          path={`${grant.base}/onboarding`}
          askedZone={query.zone}
        />
      ) : (
        <MissingForViewer grant={grant} statuses={statuses} />
      )}
    </div>
  )
}

/** The gate's second tab. */
export async function renderGateUsers({ grant, query }: Props) {
  const t = await getTranslations('users')
  return (
    <>
      <PageTitle parts={[t('title'), grant.account.name]} />
      {await renderUsersTab({ grant, path: `${grant.base}/onboarding/users`, query })}
    </>
  )
}
