import { getTranslations } from 'next-intl/server'
import { LockedPortal } from '#/components/shell/locked-portal.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Dialog } from '#/components/ui/dialog.tsx'
import { Link } from '#/components/ui/link.tsx'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import type { FrameProps } from './account-page.tsx'
import { ConfigurationTabs } from './configuration-tabs.tsx'
import { renderGateChecklist } from './gate-checklist.tsx'
import { supportPath } from './paths.ts'

/** The gate: a dialog over the locked portal. */
export async function renderGateFrame({ grant, banner, account: accountMenu, person, children }: FrameProps) {
  const { account } = grant
  const t = await getTranslations('gate')
  const common = await getTranslations('common')
  const { programmeName: programme } = await currentSettings()
  return (
    <Dialog
      behind={<LockedPortal account={account.name} />}
      top={banner}
      skip={common('skip')}
      title={t('title')}
      description={t(account.firstCompleteAt === null ? 'why' : 'whyDue', {
        account: account.name,
        programme,
      })}
      bar={
        <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
          {accountMenu}
          {person ? <div className="flex flex-wrap items-center gap-1">{person}</div> : null}
        </div>
      }
      action={
        <>
          <ButtonLink href={supportPath(grant)} icon="speech" size="small">
            {t('support')}
          </ButtonLink>
          <Link href="/help" className="inline-flex min-h-8 items-center px-1 text-small">
            {t('guide')}
          </Link>
        </>
      }
      header={<ConfigurationTabs grant={grant} />}
      aside={await renderGateChecklist(grant)}
    >
      {children}
    </Dialog>
  )
}
