import { getTimeZone, getTranslations } from 'next-intl/server'
import { Card } from '#/components/ui/card.tsx'
import type { ReviewQuestion } from '#/lib/changes/reviews/queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { RaisedList } from './raised-list.tsx'
import { ReviewForm } from './review-form.tsx'

type ReviewCardProps = { account: string; question: ReviewQuestion; action: FormAction | null }

/** Above the contact information while it is asked about: what to look at first, and the answer (notices.md, Review). */
export async function ReviewCard({ account, question, action }: ReviewCardProps) {
  const t = await getTranslations('reviews')
  const format = await getFormatter()
  const { dueAt, version, raised } = question
  const at = format.dateTime(dueAt, { dateStyle: 'long', timeStyle: 'short' })
  return (
    <div id="review" className="scroll-mt-24">
      <Card title={t('card.title')} description={t('card.since', { at, zone: await getTimeZone() })}>
        {raised.length > 0 ? (
          <>
            <h3 className="text-base">{t('card.raised')}</h3>
            <RaisedList raised={raised} />
          </>
        ) : (
          <p>{t('card.nothing')}</p>
        )}
        <p className="max-w-measure">{t('card.how')}</p>
        <ReviewForm id="review-card" account={account} version={version} action={action} />
      </Card>
    </div>
  )
}
