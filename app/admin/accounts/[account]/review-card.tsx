import { getTranslations } from 'next-intl/server'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { AccountForStaff } from '#/lib/admin/accounts/admin-queries.ts'
import { listStaffSteps, type StaffStep } from '#/lib/changes/review/policy.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { decideReviewAction } from '../actions.ts'

export async function ReviewCard({ view: { account, missing } }: { view: AccountForStaff }) {
  const t = await getTranslations('admin.review')
  const format = await getFormatter()
  const { slug, state, stateReason: reason, stateChangedAt: since } = account
  const at = format.dateTime(since, { dateStyle: 'medium', timeStyle: 'short' })
  const steps = listStaffSteps(state)
  const may = (step: StaffStep) => steps.includes(step)
  const complete = missing.length === 0
  const formOf = (step: StaffStep) => ({
    action: decideReviewAction,
    id: step,
    hidden: { account: slug, step, since },
  })
  return (
    <Card title={t('title')} status={<StateBadge state={state} />} description={t('since', { at })}>
      {reason ? (
        <div>
          <p className="font-medium">{t('reason')}</p>
          <p dir="auto" className="max-w-measure whitespace-pre-line">
            {reason}
          </p>
        </div>
      ) : null}
      {state === 'onboarding' || state === 'paused' ? (
        <p className="max-w-measure text-muted">
          {t(`waiting.${state === 'onboarding' && reason ? 'sentBack' : state}`)}
        </p>
      ) : null}
      {may('approve') && !complete ? <p className="max-w-measure text-muted">{t('incomplete')}</p> : null}
      <ActionForm {...formOf('approve')} ended={!may('approve') || !complete} submit={t('approve')} />
      <ActionForm {...formOf('enable')} ended={!may('enable')} submit={t('enable')} />
      <div className="max-w-measure border-line border-t pt-4 empty:hidden">
        <ActionForm
          {...formOf('send-back')}
          ended={!may('send-back')}
          submit={t('sendBack')}
          variant="secondary"
        >
          <FormTextarea
            name="reason"
            label={t('sendBackReason')}
            hint={t('sendBackHint')}
            rows={4}
            required
          />
        </ActionForm>
      </div>
      {may('send-back') || may('enable') ? <p className="text-muted text-small">{t('told')}</p> : null}
      {may('disable') ? (
        <div>
          <ButtonLink id="disable" href={`/admin/accounts/${slug}/disable`}>
            {t('disable')}
          </ButtonLink>
        </div>
      ) : null}
    </Card>
  )
}
