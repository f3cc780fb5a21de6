import { getTranslations } from 'next-intl/server'
import { AnswerButton } from '#/components/notices/answer-button.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { undoableUntil } from '#/lib/notices/acknowledgement/undo-policy.ts'
import { findListed } from '#/lib/notices/views/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { AccountPageProps } from '../account-page.tsx'
import { answerActions } from './notices/answer-actions.ts'

type AnsweredBannerProps = AccountPageProps & {
  /** The page that lists the notice. */
  from: { from: 'overview' | 'notices'; view?: string }
}

/** Above a list: says that a notice was acknowledged, and offers to undo it; or that it was undone. */
export async function AnsweredBanner({ grant, read, query, from }: AnsweredBannerProps) {
  const { done, notice: id } = query
  if (done !== 'acknowledged' && done !== 'undone') return null
  const t = await getTranslations('attention.done')
  const notice = done === 'acknowledged' && typeof id === 'string' ? await findListed(read, grant, id) : null
  const isUndoable = notice !== null && undoableUntil(notice, { userId: grant.actor.user.id }, now()) !== null
  return (
    <DoneBanner
      done={done}
      known={['acknowledged', 'undone']}
      title={(word) => t(word)}
      action={
        notice && isUndoable ? (
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
      {isUndoable ? t('undoable') : null}
    </DoneBanner>
  )
}
