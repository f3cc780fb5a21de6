import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PersonShell } from '#/components/shell/person-shell.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { requireClosedAccount } from '#/lib/accounts/access/require.ts'
import { deletionAt, mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** The only page of a closed account for its members: since when, why, until when it can reopen, and whom to ask. */
export default definePage(
  '/accounts/[account]/closed',
  ({ account }) => requireClosedAccount(account, 'closed'),
  async ({ grant: { account, closedAt, actor } }) => {
    const t = await getTranslations('closing.page')
    const { staffAddress, supportAddress } = await currentSettings()
    return (
      <PersonShell actor={actor}>
        <Page title={t('title')} of={[account.name]} context={account.name} zoned>
          <ClosedNotice
            account={account.name}
            closedAt={closedAt}
            reason={account.closeReason}
            contact={supportAddress || staffAddress}
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

type ClosedNoticeProps = {
  account: string
  closedAt: number
  reason: string
  /** The support address; empty if the programme has none. */
  contact: string
}

/** Explains what a closed account means for its members, and what they can do. */
async function ClosedNotice({ account, closedAt, reason, contact }: ClosedNoticeProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('closing.page')
  const format = await getFormatter()
  const formatTime = (at: number) => format.dateTime(at, { dateStyle: 'long', timeStyle: 'short' })
  const open = mayReopen(closedAt, now())
  return (
    <div className="flex max-w-measure flex-col gap-4">
      <p>{t('text', { programme, account, at: formatTime(closedAt) })}</p>
      <blockquote className="whitespace-pre-line border-line border-l-4 pl-4" dir="auto">
        {reason}
      </blockquote>
      <p>{open ? t('until', { programme, at: formatTime(deletionAt(closedAt)) }) : t('over')}</p>
      {open ? <p>{contact ? t('ask', { contact }) : t('askTeam', { programme })}</p> : null}
    </div>
  )
}
