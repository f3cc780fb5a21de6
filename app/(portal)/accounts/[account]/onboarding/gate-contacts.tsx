import { getTranslations } from 'next-intl/server'
import { type AddressStatuses, MemberAddress } from '#/components/contacts/address-status.tsx'
import { ContactPanel } from '#/components/contacts/contact-panel.tsx'
import { RefusedBanner } from '#/components/contacts/refused-banner.tsx'
import { PageTitle } from '#/components/shell/page.tsx'
import { Card } from '#/components/ui/card.tsx'
import { type AccountGrant, asEditor, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { listEndpoints } from '#/lib/accounts/points/endpoints.ts'
import { readStates } from '#/lib/accounts/points/states.ts'
import { loadDraftOrLatest } from '#/lib/accounts/revisions/queries.ts'
import { listRevisions } from '#/lib/accounts/revisions/revision-queries.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { AccountDoneBanner } from '../account-done-banner.tsx'
import type { AccountPageProps } from '../account-page.tsx'
import { autosaveContactsAction, contactFormAction } from '../contact-actions.ts'

const actions = { action: contactFormAction, autosave: autosaveContactsAction }

/** The gate: the form, or for viewers who can complete it; and why a field became empty. */
export async function renderGateContacts(shown: AccountPageProps) {
  const { grant, read, query } = shown
  const t = await getTranslations('gate')
  const editor = asEditor(grant)
  const contacts = editor && (await loadDraftOrLatest(read, grant))
  const history = await listRevisions(read, grant)
  const statuses = await readStates(read, grant, contacts?.values)
  return (
    <div className="flex flex-col gap-8">
      <PageTitle parts={[t('title'), grant.account.name]} />
      <AccountDoneBanner {...shown} />
      <RefusedBanner entries={history.entries} />
      {editor && contacts ? (
        <ContactPanel
          grant={editor}
          kept={contacts}
          statuses={statuses}
          endpoints={await listEndpoints(read, grant)}
          actions={unlessReadOnly(grant, actions)}
          askedZone={query.zone}
        />
      ) : (
        <WhoCompletes grant={grant} statuses={statuses} />
      )}
    </div>
  )
}

/** Shows viewers which owners and editors can complete what is missing (product.md, People). */
async function WhoCompletes({ grant, statuses }: { grant: AccountGrant; statuses: AddressStatuses }) {
  const t = await getTranslations('gate.viewer')
  const roles = await getTranslations('common.roles')
  const able = grant.members.filter(({ role }) => role !== 'viewer')
  return (
    <Card title={t('title')}>
      <p>{t('text')}</p>
      <ul className="mt-3 flex flex-col gap-2">
        {able.map(({ userId, name, email, role }) => (
          <li key={userId}>
            <span className="font-medium">{name || email}</span> · {roles(role)} ·{' '}
            <MemberAddress email={email} bounces={statuses.get(addressKey(email))?.status === 'bouncing'} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
