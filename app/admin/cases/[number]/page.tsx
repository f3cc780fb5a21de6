import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AssignForm } from '#/components/cases/assign-form.tsx'
import { CaseAccount } from '#/components/cases/case-account.tsx'
import { CaseColumns } from '#/components/cases/case-columns.tsx'
import { CaseFacts } from '#/components/cases/case-facts.tsx'
import { CaseNoteForm } from '#/components/cases/case-note-form.tsx'
import { CaseStatusBadges } from '#/components/cases/case-status.tsx'
import { CaseConversation } from '#/components/cases/case-thread.tsx'
import { ReplyForm } from '#/components/cases/reply-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { canAnswer } from '#/lib/cases/policy.ts'
import { findCaseForStaff } from '#/lib/cases/staff-queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { assignCaseAction, replyToCaseAction, writeNoteAction } from './actions.ts'

export default definePage('/admin/cases/[number]', staff, async ({ grant, read, params, query }) => {
  const { number } = params
  const thread = /^[1-9][0-9]{0,8}$/.test(number) ? await findCaseForStaff(read, grant, Number(number)) : null
  if (!thread) notFound()
  const t = await getTranslations('admin.cases')
  const cases = await getTranslations('cases')
  const { programmeName } = await currentSettings()
  const { case: shown, standing } = thread
  const open = canAnswer(shown.status)
  return (
    <Page
      title={shown.subject}
      name={`${cases('number', { number: shown.number })}: ${shown.subject}`}
      of={[standing.account.name]}
      context={<Link href="/admin/cases">{t('all')}</Link>}
      status={<CaseStatusBadges status={shown.status} category={shown.category} />}
      zoned
    >
      <DoneBanner
        done={query.done}
        known={['replied', 'closed', 'noted', 'assigned', 'unassigned']}
        title={(word) => cases(`staffDone.${word}`)}
      />
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
    </Page>
  )
})
