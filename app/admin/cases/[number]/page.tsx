import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ContactsStatus } from '#/components/accounts/contacts-status.tsx'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { CaseFacts } from '#/components/cases/case-facts.tsx'
import { CaseStatusBadges } from '#/components/cases/case-status.tsx'
import { CaseConversation } from '#/components/cases/case-thread.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormSelect, FormTextarea } from '#/components/form/form-field.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonRow } from '#/components/ui/button.tsx'
import { Card, FactsColumns } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { canAnswer } from '#/lib/cases/policy.ts'
import { type Assignee, findCaseForStaff, type StaffCase } from '#/lib/cases/queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { assignCaseAction, replyToCaseAction, writeNoteAction } from './actions.ts'

export default definePage('/admin/cases/[number]', staff, async ({ grant, read, params, query }) => {
  const { number } = params
  const thread = /^[1-9][0-9]{0,8}$/.test(number) ? await findCaseForStaff(read, grant, Number(number)) : null
  if (!thread) notFound()
  const t = await getTranslations('admin.cases')
  const cases = await getTranslations('cases')
  const { case: shown, standing } = thread
  const open = canAnswer(shown.status)
  return (
    <Page
      title={shown.subject}
      name={`${cases('number', { number: shown.number })}: ${shown.subject}`}
      of={[standing.account.name]}
      parent={{ href: '/admin/cases', name: t('all') }}
      status={<CaseStatusBadges status={shown.status} category={shown.category} />}
      zoned
    >
      <DoneBanner
        done={query.done}
        known={['opened', 'replied', 'closed', 'noted', 'assigned', 'unassigned']}
        title={(word) => cases(`staffDone.${word}`, { number: shown.number })}
      />
      <FactsColumns
        facts={
          <div className="flex min-w-0 flex-col gap-6">
            <AssignForm
              number={shown.number}
              assignee={thread.assignee}
              staff={await listStaff(read)}
              me={grant.actor.user.id}
              ended={!open}
            />
            <CaseAccount standing={standing} />
            <CaseFacts
              case={shown}
              follows={thread.follows}
              followedBy={thread.followedBy}
              base="/admin/cases"
            />
          </div>
        }
      >
        <CaseConversation messages={thread.messages} />
        <ReplyForm number={shown.number} ended={!open} />
        {open ? null : <Banner meaning="information" title={t('closedNote')} />}
        <CaseNoteForm number={shown.number} />
      </FactsColumns>
    </Page>
  )
})

/** The form for an internal note, separate from the reply and styled differently to avoid mistakes. */
async function CaseNoteForm({ number }: { number: number }) {
  const t = await getTranslations('cases.note')
  return (
    <section className="max-w-measure rounded-box border border-attention-line border-dashed bg-attention-soft p-4">
      <ActionForm
        action={writeNoteAction}
        id="note"
        hidden={{ number, key: newId() }}
        submit={t('submit')}
        variant="secondary"
      >
        <FormTextarea name="note" label={t('label')} hint={t('hint')} rows={3} required />
      </ActionForm>
    </section>
  )
}

/** The form for staff's reply, which can close the case. Its key makes it one reply, however often it is sent. */
async function ReplyForm({ number, ended }: { number: number; ended: boolean }) {
  const t = await getTranslations('admin.cases')
  return (
    <section className="max-w-measure empty:hidden">
      <ActionForm action={replyToCaseAction} id="reply" hidden={{ number, key: newId() }} ended={ended}>
        <FormTextarea name="text" label={t('reply')} hint={t('replyHint')} />
        <ButtonRow>
          <SubmitButton name="intent" value="reply">
            {t('send')}
          </SubmitButton>
          <SubmitButton name="intent" value="close" variant="secondary">
            {t('close')}
          </SubmitButton>
        </ButtonRow>
      </ActionForm>
    </section>
  )
}

/** Shows the state of the case's account, which the case may be about. */
async function CaseAccount({ standing: { account, missing, locked } }: Pick<StaffCase, 'standing'>) {
  const t = await getTranslations('cases.about')
  const names = await listFieldNames(missing.map(({ field }) => field))
  return (
    <Card title={t('account')}>
      <p className="font-semibold">
        <Link href={`/admin/accounts/${account.slug}`}>{account.name}</Link>
      </p>
      <div className="flex flex-wrap gap-1.5">
        <StateBadge state={account.state} />
        <ContactsStatus count={missing.length} locked={locked} dueAt={account.dueAt} />
      </div>
      {names.length > 0 ? (
        <p className="text-small">
          <span className="text-muted">{t('missing')}</span> {names.join(', ')}
        </p>
      ) : null}
      {account.stateReason ? (
        <p dir="auto" className="whitespace-pre-line text-muted text-small">
          {account.stateReason}
        </p>
      ) : null}
    </Card>
  )
}

type AssignFormProps = {
  number: number
  assignee: Assignee | null
  staff: readonly { userId: string; name: string; email: string }[]
  me: string
  ended: boolean
}

async function AssignForm({ number, assignee, staff, me, ended }: AssignFormProps) {
  const t = await getTranslations('cases.assignment')
  const from = assignee?.userId ?? ''
  function formatStatus() {
    if (assignee === null) return t('unassigned')
    const { name } = assignee
    if (!assignee.isStaff) return t('left', { name })
    return from === me ? t('mine') : t('assigned', { name })
  }
  return (
    <Card title={t('title')}>
      <p>{formatStatus()}</p>
      <div className="empty:hidden">
        <ActionForm
          action={assignCaseAction}
          id="take"
          hidden={{ number, from, to: me }}
          ended={ended || assignee?.isStaff}
          submit={t('take')}
          variant="secondary"
        />
      </div>
      <div className="empty:hidden">
        <ActionForm
          action={assignCaseAction}
          id="assign"
          hidden={{ number, from }}
          ended={ended}
          submit={t('assign')}
          variant="secondary"
        >
          <FormSelect
            name="to"
            label={t('to')}
            defaultValue={assignee?.isStaff ? from : ''}
            options={[
              { value: '', label: t('nobody') },
              ...staff.map(({ userId, name, email }) => ({
                value: userId,
                label: userId === me ? t('me', { name: name || email }) : name || email,
              })),
            ]}
          />
        </ActionForm>
      </div>
    </Card>
  )
}
