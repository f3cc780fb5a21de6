import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { signOutFormAction } from '#/app/(public)/sign-in/sign-out.ts'
import { defineLayout } from '#/app/define-page.tsx'
import { LanguageMenu } from '#/components/language-menu.tsx'
import { AccountMenu } from '#/components/shell/account-menu.tsx'
import { GateTabs } from '#/components/shell/gate-tabs.tsx'
import { PersonMenu } from '#/components/shell/person-menu.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Dialog } from '#/components/ui/dialog.tsx'
import { Progress } from '#/components/ui/progress.tsx'
import { requireMember } from '#/lib/access/require.ts'
import { listAccountsOf } from '#/lib/accounts/queries.ts'
import { draftProgress } from '#/lib/contacts/progress.ts'
import { findKept } from '#/lib/contacts/queries.ts'
import { touchMembership } from '#/lib/members/commands.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'

/** The modal's frame. It guards nothing: each page below demands its own right. */
export default defineLayout(async ({ params, children }: LayoutProps<'/accounts/[account]/onboarding'>) => {
  const grant = await requireMember((await params).account)
  // Once open each page leads to its twin behind the gate; there is nothing to frame.
  if (!grant.locked) return children
  const store = await getStore()
  await touchMembership(store, grant)
  const { account, actor } = grant
  const t = await getTranslations('gate')
  const { programmeName: programme } = await currentSettings()
  const others = (await listAccountsOf(store.read, actor.user.id)).filter(({ slug }) => slug !== account.slug)
  const { values } = await findKept(store.read, grant)
  const { valid, required } = draftProgress(values, {
    memberIds: grant.members.map(({ userId }) => userId),
    merchantIssues: grant.integrationType.merchantIssues,
  })
  const base = `/accounts/${account.slug}/onboarding`
  return (
    <Dialog
      title={t('title')}
      context={t('context', { account: account.name, programme })}
      description={t(account.firstCompleteAt === null ? 'why' : 'whyDue', {
        account: account.name,
        programme,
      })}
      bar={
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <AccountMenu current={account} others={others} />
          <div className="flex flex-wrap items-center gap-1">
            <LanguageMenu />
            <PersonMenu actor={actor} signOut={signOutFormAction} />
          </div>
        </div>
      }
      action={
        <>
          <ButtonLink href={`${base}/support`} icon="speech" size="small">
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
          <GateTabs
            label={t('tabs')}
            tabs={[
              { href: base, label: t('contactInformation') },
              { href: `${base}/users`, label: t('users') },
            ]}
          />
        </>
      }
    >
      {children}
    </Dialog>
  )
})
