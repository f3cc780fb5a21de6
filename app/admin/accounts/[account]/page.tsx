import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountNoticesCard } from '#/components/admin/account-notices-card.tsx'
import { ContactsCard } from '#/components/admin/contacts-card.tsx'
import { AdminDoneBanner } from '#/components/admin/done-banner.tsx'
import { DueCard } from '#/components/admin/due-card.tsx'
import { InviteOwnerCard } from '#/components/admin/invite-owner-card.tsx'
import { LaunchCard } from '#/components/admin/launch-card.tsx'
import { InvitationsView, MembersView } from '#/components/admin/members-card.tsx'
import { Instant } from '#/components/instant.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { ZoneNote } from '#/components/zone-note.tsx'
import { requireStaff } from '#/lib/access/require.ts'
import { findAccountForStaff, type StaffView } from '#/lib/accounts/admin-queries.ts'
import { now } from '#/lib/clock.ts'
import { languageName } from '#/lib/contacts/entry-words.ts'
import { readPictureZone } from '#/lib/contacts/picture-zone.ts'
import { listStaffSteps } from '#/lib/launch/policy.ts'
import { listBouncing } from '#/lib/notices/marks.ts'
import { countForStaff, listNoticesForStaff } from '#/lib/notices/staff-queries.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'
import { decideLaunchAction, extendDueAction, inviteOwnerAction } from './actions.ts'

export default definePage(async ({ params, searchParams }: PageProps<'/admin/accounts/[account]'>) => {
  const grant = await requireStaff()
  const { read } = await getStore()
  const view = await findAccountForStaff(read, grant, (await params).account)
  if (!view) notFound()
  const t = await getTranslations('admin')
  const reach = await getTranslations('reach')
  const { programmeName } = await currentSettings()
  const { account, members } = view
  const bouncing = await listBouncing(read, view)
  const query = await searchParams
  const ofAccount = { account: account.slug, state: 'current', kind: 'event' } as const
  const { notices } = await listNoticesForStaff(read, grant, ofAccount, null)
  const going = { notices, counts: await countForStaff(read, grant, ofAccount) }
  const hours = view.contacts?.['support-hours'][0]
  const shown = readPictureZone(query.zone, grant.actor.user.timeZone ?? hours?.zone ?? 'UTC')
  return (
    <>
      <PageTitle parts={[account.name, t('accounts.title'), programmeName]} />
      <PageHeader
        title={account.name}
        context={<Link href="/admin/accounts">{t('accounts.title')}</Link>}
        actions={<ButtonLink href={`/admin/accounts/${account.slug}/reach`}>{reach('title')}</ButtonLink>}
      />
      <AdminDoneBanner done={query.done} />
      <LaunchCard
        account={account.slug}
        state={account.state}
        reason={account.stateReason}
        since={account.stateChangedAt}
        complete={view.missing.length === 0}
        steps={listStaffSteps(account.state)}
        action={decideLaunchAction}
      />
      <AccountNoticesCard account={account.slug} {...going} at={now()} />
      {account.dueAt === null ? null : (
        <DueCard account={account.slug} dueAt={account.dueAt} now={now()} action={extendDueAction} />
      )}
      <ContactsCard view={view} programme={programmeName} shown={shown} bouncing={bouncing} />
      <section className="flex flex-col gap-3">
        <h2 className="text-large">{t('members.title')}</h2>
        {members.length > 0 ? (
          <MembersView members={members} alerts={view.contacts?.alerts ?? []} bouncing={bouncing} />
        ) : (
          <p className="text-muted">{t('members.none')}</p>
        )}
        <InvitationsView invitations={view.invitations} />
      </section>
      {grant.staffRole === 'admin' ? (
        <InviteOwnerCard account={account.slug} locale={account.defaultLocale} action={inviteOwnerAction} />
      ) : null}
      <FactsCard view={view} />
      <ZoneNote />
    </>
  )
})

async function FactsCard({ view: { account, integrationType } }: { view: StaffView }) {
  const t = await getTranslations('admin.account')
  const locale = await getLocale()
  return (
    <Card title={t('facts')}>
      <DescriptionList
        items={[
          { id: 'slug', term: t('slug'), description: account.slug },
          {
            id: 'type',
            term: t('type'),
            description: locale === 'it' ? integrationType.nameIt : integrationType.nameEn,
          },
          { id: 'locale', term: t('locale'), description: languageName(account.defaultLocale, locale) },
          { id: 'created', term: t('created'), description: <Instant at={account.createdAt} /> },
        ]}
      />
    </Card>
  )
}
