import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { undoableUntil } from '#/lib/notices/acknowledgement/undo-policy.ts'
import { canAcknowledge } from '#/lib/notices/notice/shown.ts'
import type { NoticeRow } from '#/lib/notices/views/queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { nameBriefly } from './notice-names.ts'

export type AnswerActions = Record<'acknowledge' | 'undo', FormAction>

type AnswerButtonProps = {
  grant: AccountGrant
  notice: NoticeRow
  /** Null for readers who may only look. */
  actions: AnswerActions | null
  /** Where the button is, so that the answer leads back there. */
  from: { from: 'overview' | 'notices'; view?: string }
  /** Tells the forms apart if a page has the notice twice. */
  place?: string
}

/** In a list: acknowledges a notice, or undoes it for as long as the reader can. A late press shows why it is refused. */
export async function AnswerButton({ grant, notice, actions, from, place = '' }: AnswerButtonProps) {
  const t = await getTranslations('notices.answer')
  const name = await nameBriefly(notice)
  const { id, kind, asksAnswer, acknowledgedAt, acknowledgedBy, closedAt } = notice
  const userId = grant.actor.user.id
  const mayAsk = kind !== 'drill' && asksAnswer && (closedAt === null || canAcknowledge(notice))
  const acts = [
    { act: 'acknowledge', isShown: mayAsk, isEnded: !canAcknowledge(notice) },
    {
      act: 'undo',
      isShown: acknowledgedAt !== null && acknowledgedBy === userId,
      isEnded: undoableUntil(notice, { userId }, now()) === null,
    },
  ] as const
  return acts.map(({ act, isShown, isEnded }) =>
    isShown ? (
      <ActionForm
        key={act}
        action={actions?.[act] ?? null}
        id={`${place}${act}-${id}`}
        hidden={{ account: grant.account.slug, notice: id, ...from }}
        ended={isEnded}
        submit={t(act)}
        named={`${t(act)}: ${name}`}
        size="small"
        variant="secondary"
      />
    ) : null,
  )
}
