import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ContactPanel } from '#/components/contacts/contact-panel.tsx'
import { DoneBanner } from '#/components/contacts/done-banner.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { GateTabs } from '#/components/shell/gate-tabs.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { currentEnvironment } from '#/lib/access/environment.ts'
import { asEditor } from '#/lib/access/grants.ts'
import { requireOpenAccount } from '#/lib/access/require.ts'
import { findKept } from '#/lib/contacts/queries.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'
import { autosaveContactsAction, contactFormAction } from '../../../contact-actions.ts'
import { zoneOf } from '../../../contact-words.ts'

const path = 'configuration/contact-information'
type Props = PageProps<'/accounts/[account]/configuration/contact-information'>

export default definePage(async ({ params, searchParams }: Props) => {
  const grant = await requireOpenAccount((await params).account, path)
  const t = await getTranslations('gate')
  const contacts = await getTranslations('contacts')
  const { programmeName: programme } = await currentSettings()
  const { account } = grant
  const base = `/accounts/${account.slug}/configuration`
  const editor = asEditor(grant)
  return (
    <>
      <PageTitle parts={[t('title'), account.name, programme]} />
      <PageHeader
        title={t('title')}
        description={contacts('page.description', { programme, account: account.name })}
      />
      <GateTabs
        label={t('tabs')}
        tabs={[
          { href: `${base}/contact-information`, label: t('contactInformation') },
          { href: `${base}/users`, label: t('users') },
        ]}
      />
      <DoneBanner query={await searchParams} />
      {editor ? (
        <ContactPanel
          grant={editor}
          kept={await findKept((await getStore()).read, grant)}
          place="configuration"
          environment={await currentEnvironment()}
          zone={zoneOf(grant)}
          action={contactFormAction}
          autosave={autosaveContactsAction}
          picture={null}
        />
      ) : null}
    </>
  )
})
