import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AssignForm } from '#/components/cases/assign-form.tsx'
import { CaseAccount } from '#/components/cases/case-account.tsx'
import { CaseColumns } from '#/components/cases/case-columns.tsx'
import { CaseDoneBanner } from '#/components/cases/case-done-banner.tsx'
import { CaseFacts } from '#/components/cases/case-facts.tsx'
import { CaseNoteForm } from '#/components/cases/case-note-form.tsx'
import { CaseStatusBadges } from '#/components/cases/case-status.tsx'
import { CaseConversation } from '#/components/cases/case-thread.tsx'
import { ReplyForm } from '#/components/cases/reply-form.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { canAnswer } from '#/lib/cases/policy.ts'
import { findCaseForStaff } from '#/lib/cases/staff-queries.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { assignCaseAction, replyToCaseAction, writeNoteAction } from './actions.ts'

export default definePage(async ({ params, searchParams }: PageProps<'/admin/cases/[number]'>) => {
  const grant = await requireStaff()
  const { number } = await params
  const { read } = await getStore()
  const thread = /^[1-9][0-9]{0,8}$/.test(number) ? await findCaseForStaff(read, grant, Number(number)) : null
  if (!thread) notFound()
  const t = await getTranslations('admin.cases')
  const cases = await getTranslations('cases')
  const { programmeName } = await currentSettings()
  const { case: shown, standing } = thread
  const open = canAnswer(shown.status)
  return (
    <>
      <PageTitle
        parts={[
          `${cases('number', { number: shown.number })}: ${shown.subject}`,
          standing.account.name,
          programmeName,
        ]}
      />
      <PageHeader
        title={shown.subject}
        context={<Link href="/admin/cases">{t('all')}</Link>}
        status={<CaseStatusBadges status={shown.status} category={shown.category} />}
      />
      <CaseDoneBanner done={(await searchParams).done} />
      <CaseColumns
        facts={
          <div className="flex min-w-0 flex-col gap-6">
            <AssignForm
              action={assignCaseAction}
              number={shown.number}
              assignee={thread.assignee}
              staff={await listStaff(read)}
              me={grant.actor.user.id}
              ended={!open}
            />
            <CaseAccount standing={standing} programme={programmeName} />
            <CaseFacts
              case={shown}
              follows={thread.follows}
              followedBy={thread.followedBy}
              base="/admin/cases"
            />
          </div>
        }
      >
        <CaseConversation messages={thread.messages} programme={programmeName} />
        <ReplyForm action={replyToCaseAction} number={shown.number} formKey={newId()} ended={!open} />
        {open ? null : <Banner meaning="information" title={t('closedNote')} />}
        <CaseNoteForm action={writeNoteAction} number={shown.number} formKey={newId()} />
      </CaseColumns>
      <ZoneNote />
    </>
  )
})
