import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountDoneBanner } from '#/components/account-done-banner.tsx'
import { ContactPanel } from '#/components/contacts/contact-panel.tsx'
import { MissingForViewer } from '#/components/contacts/missing-for-viewer.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { asEditor } from '#/lib/access/grants.ts'
import { requireLockedAccount } from '#/lib/access/require.ts'
import { findKept } from '#/lib/contacts/queries.ts'
import { listBouncing } from '#/lib/notices/marks.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'
import { autosaveContactsAction, contactFormAction } from '../contact-actions.ts'
import { zoneOf } from '../contact-words.ts'

/** The gate. It speaks of Production, whatever the switch was on (product.md, The gate). */
export default definePage(async ({ params, searchParams }: PageProps<'/accounts/[account]/onboarding'>) => {
  const grant = await requireLockedAccount((await params).account, 'onboarding')
  const t = await getTranslations('gate')
  const { programmeName } = await currentSettings()
  const editor = asEditor(grant)
  const { read } = await getStore()
  const kept = editor && (await findKept(read, grant))
  return (
    <div className="flex flex-col gap-8">
      <PageTitle parts={[t('title'), grant.account.name, programmeName]} />
      <AccountDoneBanner query={await searchParams} />
      {editor && kept ? (
        <ContactPanel
          grant={editor}
          kept={kept}
          bouncing={await listBouncing(read, { members: grant.members, values: kept.values })}
          place="gate"
          environment="production"
          zone={zoneOf(grant)}
          action={contactFormAction}
          autosave={autosaveContactsAction}
          path={`/accounts/${grant.account.slug}/onboarding`}
          askedZone={(await searchParams).zone}
        />
      ) : (
        <MissingForViewer grant={grant} />
      )}
    </div>
  )
})
