import { getTranslations } from 'next-intl/server'
import { AnswerButton } from '#/components/notices/answer-button.tsx'
import { nameBriefly } from '#/components/notices/notice-names.ts'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { undoableUntil, undoSpan } from '#/lib/notices/acknowledgement/undo-policy.ts'
import { findListed } from '#/lib/notices/views/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import type { AccountPageProps } from '../account-page.tsx'
import { answerActions } from './notices/answer-actions.ts'

type AnsweredBannerProps = AccountPageProps & {
  /** The page that lists the notice. */
  from: { from: 'overview' | 'notices'; view?: string }
}

/**
 * Above a list: names the notice that was acknowledged, and offers to undo it; or the one that was undone. Once that is no longer
 * so, or its ten minutes have passed, a page that is loaded again says nothing.
 */
export async function AnsweredBanner({ grant, read, query, from }: AnsweredBannerProps) {
  const { done, notice: id } = query
  if (typeof id !== 'string' || (done !== 'acknowledged' && done !== 'undone')) return null
  const notice = isId(id) ? await findListed(read, grant, id) : null
  if (!notice) return null
  const isUndoable = undoableUntil(notice, { userId: grant.actor.user.id }, now()) !== null
  const { acknowledgedAt } = notice
  const isRecent = acknowledgedAt !== null && now() < acknowledgedAt + undoSpan
  if (done === 'acknowledged' ? !isRecent : acknowledgedAt !== null) return null
  const t = await getTranslations('attention.done')
  const name = await nameBriefly(notice)
  return (
    <DoneBanner
      done={done}
      known={['acknowledged', 'undone']}
      title={(word) => t(word, { name })}
      action={
        isUndoable ? (
          <AnswerButton
            grant={grant}
            notice={notice}
            actions={unlessReadOnly(grant, answerActions)}
            from={from}
            place="done-"
          />
        ) : null
      }
    >
      {t(done === 'undone' ? 'waits' : 'seen')} {isUndoable ? t('undoable') : null}
    </DoneBanner>
  )
}
