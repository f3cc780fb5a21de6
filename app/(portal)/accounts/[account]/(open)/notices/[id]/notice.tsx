import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { AwaitedAnswer } from '#/components/drills/awaited-answer.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { DeadlineText } from '#/components/notices/deadline-text.tsx'
import { LiveNotice } from '#/components/notices/live-updates.tsx'
import { NoticeBadges, NoticeName } from '#/components/notices/notice-badges.tsx'
import { NoticeFactList } from '#/components/notices/notice-facts.tsx'
import { nameNotice } from '#/components/notices/notice-names.ts'
import { NoticeRecord } from '#/components/notices/notice-record.tsx'
import { NoticeText } from '#/components/notices/notice-text.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card, FactsColumns } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { type AccountGrant, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { listDrilled } from '#/lib/accounts/reachability/waiting-drill.ts'
import { type AnswerRole, findAnswerRole } from '#/lib/notices/acknowledgement/drill-answer.ts'
import { undoableUntil, undoSpan } from '#/lib/notices/acknowledgement/undo-policy.ts'
import type { Deadline } from '#/lib/notices/delivery/deadline.ts'
import { findOwnDeadlines } from '#/lib/notices/views/deadlines-of.ts'
import { listBouncingKeys } from '#/lib/notices/views/delivery-queries.ts'
import { findNotice, type Notice, type NoticeView } from '#/lib/notices/views/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AccountPage, type AccountPageProps } from '../../../account-page.tsx'
import { contactsPath } from '../../../paths.ts'
import { acknowledgeNoticeAction, closeNoticeAction, undoAcknowledgementAction } from '../notice-actions.ts'

type Props = AccountPageProps & { params: { id: string } }

/** One notice: its text, its history, and the answer it may need. */
export async function renderNotice({ grant, read, params: { id }, query }: Props) {
  const { account, base } = grant
  const view = await findNotice(read, grant, id)
  if (!view) notFound()
  const { notice } = view
  const t = await getTranslations('notices')
  const title = await nameNotice(notice)
  const bouncing = await listBouncingKeys(read, view)
  const answering = await findAnswerRole(read, notice, grant.actor)
  const deadline = (await findOwnDeadlines(read, grant, [notice])).get(notice.id)
  return (
    <AccountPage
      grant={grant}
      title={<NoticeName notice={notice} whole />}
      name={title}
      parent={{ href: `${base}/notices`, name: t('one.back') }}
      status={<NoticeBadges notice={notice} />}
      zoned
    >
      <DoneBanner done={query.done} known={['closed']} title={(word) => t(`one.done.${word}`)} />
      <DoneBanner
        done={isUnchanged(query.done, notice) ? query.done : undefined}
        known={['test', 'acknowledged', 'undone']}
        title={(word) => t(`one.done.${word}`)}
      >
        {t(
          `one.done.${query.done === 'test' ? 'test' : query.done === 'undone' ? 'undone' : 'acknowledged'}Text`,
        )}
      </DoneBanner>
      <LiveNotice view={view} path={`${base}/notices/${id}`} />
      <FactsColumns
        facts={
          <NoticeFactList {...view} calendar={unlessReadOnly(grant, `${base}/notices/${id}/calendar.ics`)} />
        }
      >
        <HandedBack view={view} />
        <AcknowledgeForm grant={grant} notice={notice} answering={answering} deadline={deadline} />
        <UndoForm grant={grant} notice={notice} />
        {isWaitingForOthers(notice, answering) ? (
          <Box>
            <AwaitedAnswer addresses={await listDrilled(read, notice.id)} sentAt={notice.firstSeenAt} />
            <p className="mt-1 max-w-measure text-muted text-small">{t(`answer.${answering}`)}</p>
          </Box>
        ) : null}
        <Card>
          <NoticeText
            notice={notice}
            accountName={account.name}
            support={`${base}/support/new`}
            isAsked={answering === 'answerer'}
          />
        </Card>
        <CloseForm grant={grant} notice={notice} />
      </FactsColumns>
      <NoticeRecord {...view} bouncing={bouncing}>
        {bouncing.size > 0 ? (
          <p>
            <Link href={contactsPath(grant)}>{t('test.contacts')}</Link>
          </p>
        ) : null}
      </NoticeRecord>
    </AccountPage>
  )
}

/** A page that is loaded again later does not say what is no longer so. */
function isUnchanged(done: string | string[] | undefined, { acknowledgedAt }: Notice): boolean {
  if (done === 'acknowledged') return acknowledgedAt !== null && now() < acknowledgedAt + undoSpan
  return done !== 'undone' || acknowledgedAt === null
}

type AnswerFormsProps = { grant: AccountGrant; notice: Notice }

/** Waits for the drill's recipients, who do not include the reader. */
function isWaitingForOthers(
  notice: Notice,
  answering: AnswerRole,
): answering is Exclude<AnswerRole, 'answerer'> {
  return answering !== 'answerer' && notice.acknowledgedAt === null && notice.closedAt === null
}

const noteHints = { event: 'noteHint', test: 'noteExerciseHint', drill: 'noteDrillHint' } as const
const closings = { event: 'close', test: 'closeExercise', drill: 'closeDrill' } as const

/**
 * The form to acknowledge a notice. It disappears once it is no longer possible, except after a late submission. A
 * resolved emergency can still need an acknowledgement.
 */
async function AcknowledgeForm({
  grant,
  notice,
  answering,
  deadline,
}: AnswerFormsProps & { answering: AnswerRole; deadline: Deadline | undefined }) {
  const t = await getTranslations('notices.answer')
  const isClosed = notice.closedAt !== null
  const isAnswered =
    !notice.asksAnswer || notice.acknowledgedAt !== null || (isClosed && notice.dueAt === null)
  const lead = isClosed ? 'lateLead' : notice.kind === 'event' ? 'acknowledgeLead' : 'exerciseLead'
  return (
    <Box>
      <ActionForm
        action={unlessReadOnly(grant, acknowledgeNoticeAction)}
        id="acknowledge"
        hidden={{ account: grant.account.slug, notice: notice.id }}
        ended={isAnswered || answering !== 'answerer'}
      >
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <div className="min-w-0 max-w-measure flex-1 basis-64">
            {deadline ? (
              <p className="font-semibold wrap-anywhere">
                <DeadlineText deadline={deadline} kind={notice.kind} />
              </p>
            ) : null}
            <p>{t(lead)}</p>
          </div>
          <SubmitButton>{t('acknowledge')}</SubmitButton>
        </div>
      </ActionForm>
    </Box>
  )
}

/** The person who acknowledged can undo it for ten minutes. Afterwards it shows only why a late attempt failed. */
async function UndoForm({ grant, notice }: AnswerFormsProps) {
  const t = await getTranslations('notices.answer')
  const until = undoableUntil(notice, { userId: grant.actor.user.id }, now())
  return (
    <Box>
      <ActionForm
        action={unlessReadOnly(grant, undoAcknowledgementAction)}
        id="undo"
        hidden={{ account: grant.account.slug, notice: notice.id }}
        ended={until === null}
      >
        {until === null ? null : (
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
            <p className="min-w-0 max-w-measure flex-1 basis-64">
              {t.rich('undoLead', { at: () => <Instant at={until} /> })}
            </p>
            <SubmitButton variant="secondary">{t('undo')}</SubmitButton>
          </div>
        )}
      </ActionForm>
    </Box>
  )
}

/** Staff handed the notice back, and nobody acknowledged it since. */
async function HandedBack({ view: { notice, timeline } }: { view: NoticeView }) {
  const last = timeline.findLast(({ kind }) => kind === 'undone')
  if (last?.kind !== 'undone' || last.how !== 'handed-back') return null
  if (notice.acknowledgedAt !== null || notice.closedAt !== null) return null
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('notices.answer')
  return (
    <Banner meaning="attention" title={t('handedBack', { programme })}>
      <span dir="auto" className="whitespace-pre-line wrap-anywhere">
        {last.reason}
      </span>
    </Banner>
  )
}

/** The form to close a notice with a note. It disappears like the one above. */
async function CloseForm({ grant, notice }: AnswerFormsProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('notices.answer')
  const isExercise = notice.kind !== 'event'
  return (
    <Box>
      <ActionForm
        action={unlessReadOnly(grant, closeNoticeAction)}
        id="close"
        hidden={{ account: grant.account.slug, notice: notice.id }}
        ended={notice.closedAt !== null}
        submit={t(closings[notice.kind])}
        variant="secondary"
      >
        <FormTextarea
          name="note"
          label={t(isExercise ? 'noteExercise' : notice.asksAnswer ? 'note' : 'noteInformation')}
          hint={t(noteHints[notice.kind], { programme })}
          rows={2}
          required
        />
      </ActionForm>
    </Box>
  )
}

function Box({ children }: { children: ReactNode }) {
  return (
    <div className="rounded-box border border-line bg-surface p-4 empty:hidden sm:p-6 print:hidden">
      {children}
    </div>
  )
}
