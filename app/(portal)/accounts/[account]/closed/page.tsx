import { getTranslations } from 'next-intl/server'
import { signOutFormAction } from '#/app/(public)/sign-in/sign-out.ts'
import { definePage } from '#/app/define-page.tsx'
import { ClosedNotice } from '#/components/accounts/closed-notice.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PersonShell } from '#/components/shell/person-shell.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { requireClosedAccount } from '#/lib/accounts/access/require.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

/** All that the members of a closed account see of it: since when, why, until when it can be opened again, and whom to ask. */
export default definePage(
  '/accounts/[account]/closed',
  ({ account }) => requireClosedAccount(account, 'closed'),
  async ({ grant: { account, closedAt, actor } }) => {
    const t = await getTranslations('closing.page')
    const { programmeName, staffAddress, supportAddress } = await currentSettings()
    return (
      <PersonShell actor={actor} signOut={signOutFormAction}>
        <Page title={t('title')} of={[account.name]} context={account.name} zoned>
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
        </Page>
      </PersonShell>
    )
  },
)
