import { getTranslations } from 'next-intl/server'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { IntegrationState } from '#/db/words/accounts.ts'
import type { StaffStep } from '#/lib/changes/launch/policy.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type LaunchCardProps = {
  account: string
  state: IntegrationState
  reason: string
  since: number
  complete: boolean
  /** What staff may do next. */
  steps: readonly StaffStep[]
  action: FormAction
}

/** Staff's half of the integration state: where it stands, and what may be done. */
export async function LaunchCard(props: LaunchCardProps) {
  const t = await getTranslations('admin.launch')
  const format = await getFormatter()
  const { account, state, reason, since, complete, steps } = props
  const at = format.dateTime(since, { dateStyle: 'medium', timeStyle: 'short' })
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
      {steps.includes('approve') && !complete ? (
        <p className="max-w-measure text-muted">{t('incomplete')}</p>
      ) : null}
      <StepButton
        {...props}
        step="approve"
        label={t('approve')}
        ended={!steps.includes('approve') || !complete}
      />
      <StepButton {...props} step="enable" label={t('enable')} ended={!steps.includes('enable')} />
      <SendBackForm {...props} ended={!steps.includes('send-back')} />
      {steps.includes('send-back') || steps.includes('enable') ? (
        <p className="text-muted text-small">{t('told')}</p>
      ) : null}
      {steps.includes('disable') ? (
        <div>
          <ButtonLink href={`/admin/accounts/${account}/disable`}>{t('disable')}</ButtonLink>
        </div>
      ) : null}
    </Card>
  )
}

type StepProps = Pick<LaunchCardProps, 'account' | 'since' | 'action'> & { ended: boolean }

function StepButton({
  account,
  since,
  action,
  ended,
  step,
  label,
}: StepProps & { step: StaffStep; label: string }) {
  return (
    <ActionForm action={action} id={step} hidden={{ account, step, since }} ended={ended} submit={label} />
  )
}

async function SendBackForm({ account, since, action, ended }: StepProps) {
  const t = await getTranslations('admin.launch')
  return (
    <div className="max-w-measure border-line border-t pt-4 empty:hidden">
      <ActionForm
        action={action}
        id="send-back"
        hidden={{ account, step: 'send-back', since }}
        ended={ended}
        submit={t('sendBack')}
        variant="secondary"
      >
        <FormTextarea name="reason" label={t('sendBackReason')} hint={t('sendBackHint')} rows={4} required />
      </ActionForm>
    </div>
  )
}
