import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Dialog } from '#/components/ui/dialog.tsx'
import { Progress } from '#/components/ui/progress.tsx'
import { loadDraftOrLatest } from '#/lib/accounts/revisions/queries.ts'
import { draftProgress } from '#/lib/contacts/form/validate.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import type { FrameProps } from './account-page.tsx'
import { ConfigurationTabs } from './configuration-tabs.tsx'
import { supportPath } from './paths.ts'

/** The gate's dialog. */
export async function renderGateFrame({ grant, banner, account: accountMenu, person, children }: FrameProps) {
  const { account } = grant
  const t = await getTranslations('gate')
  const { programmeName: programme } = await currentSettings()
  const { values } = await loadDraftOrLatest((await getStore()).read, grant)
  const { valid, required } = draftProgress(values, {
    memberIds: grant.members.map(({ userId }) => userId),
    merchantIssues: grant.integrationType.merchantIssues,
  })
  return (
    <Dialog
      top={banner}
      title={t('title')}
      context={t('context', { account: account.name, programme })}
      description={t(account.firstCompleteAt === null ? 'why' : 'whyDue', {
        account: account.name,
        programme,
      })}
      bar={
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
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
      header={
        <>
          <Progress
            label={t('progress')}
            text={t('progressText', { valid, required })}
            value={valid}
            max={required}
          />
          <ConfigurationTabs grant={grant} />
        </>
      }
    >
      {children}
    </Dialog>
  )
}
