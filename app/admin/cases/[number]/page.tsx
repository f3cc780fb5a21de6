import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AdminDoneBanner } from '#/components/admin/done-banner.tsx'
import { ReplyForm } from '#/components/admin/reply-form.tsx'
import { CaseColumns } from '#/components/cases/case-columns.tsx'
import { CaseFacts } from '#/components/cases/case-facts.tsx'
import { CaseStatusBadges } from '#/components/cases/case-status.tsx'
import { CaseConversation } from '#/components/cases/case-thread.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { ZoneNote } from '#/components/zone-note.tsx'
import { requireStaff } from '#/lib/access/require.ts'
import { canAnswer } from '#/lib/cases/policy.ts'
import { findCaseForStaff } from '#/lib/cases/queries.ts'
import { newId } from '#/lib/ids.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'
import { replyToCaseAction } from './actions.ts'

export default definePage(async ({ params, searchParams }: PageProps<'/admin/cases/[number]'>) => {
  const grant = await requireStaff()
  const { number } = await params
  const thread = /^[1-9][0-9]{0,8}$/.test(number)
    ? await findCaseForStaff((await getStore()).read, grant, Number(number))
    : null
  if (!thread) notFound()
  const t = await getTranslations('admin.cases')
  const cases = await getTranslations('cases')
  const { programmeName } = await currentSettings()
  const { case: shown, account } = thread
  const open = canAnswer(shown.status)
  return (
    <>
      <PageTitle
        parts={[
          `${cases('number', { number: shown.number })}: ${shown.subject}`,
          account.name,
          programmeName,
        ]}
      />
      <PageHeader
        title={shown.subject}
        context={<Link href="/admin/cases">{t('all')}</Link>}
        status={<CaseStatusBadges status={shown.status} category={shown.category} />}
      />
      <AdminDoneBanner done={(await searchParams).done} />
      <CaseColumns
        facts={
          <CaseFacts
            case={shown}
            follows={thread.follows}
            followedBy={thread.followedBy}
            base="/admin/cases"
            account={<Link href={`/admin/accounts/${account.slug}`}>{account.name}</Link>}
          />
        }
      >
        <CaseConversation messages={thread.messages} programme={programmeName} />
        <ReplyForm action={replyToCaseAction} number={shown.number} formKey={newId()} ended={!open} />
        {open ? null : <Banner meaning="information" title={t('closedNote')} />}
      </CaseColumns>
      <ZoneNote />
    </>
  )
})
