import { getTranslations } from 'next-intl/server'
import { signOutFormAction } from '#/app/(public)/sign-in/sign-out.ts'
import { definePage } from '#/app/define-page.tsx'
import { ClosedNotice } from '#/components/accounts/closed-notice.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { PersonShell } from '#/components/shell/person-shell.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { requireClosedAccount } from '#/lib/accounts/access/require.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

/** All that the members of a closed account see of it: since when, why, until when it can be opened again, and whom to ask. */
export default definePage(async ({ params }: PageProps<'/accounts/[account]/closed'>) => {
  const { account, closedAt, actor } = await requireClosedAccount((await params).account, 'closed')
  const t = await getTranslations('closing.page')
  const { programmeName, staffAddress, supportAddress } = await currentSettings()
  return (
    <PersonShell actor={actor} programme={programmeName} signOut={signOutFormAction}>
      <PageTitle parts={[t('title'), account.name, programmeName]} />
      <PageHeader title={t('title')} context={account.name} />
      <ClosedNotice
        account={account.name}
        closedAt={closedAt}
        reason={account.closeReason}
        contact={supportAddress || staffAddress}
        programme={programmeName}
      />
      <ButtonRow>
        <ButtonLink href="/accounts">{t('accounts')}</ButtonLink>
        <ButtonLink href="/settings">{t('settings')}</ButtonLink>
      </ButtonRow>
      <ZoneNote />
    </PersonShell>
  )
})
