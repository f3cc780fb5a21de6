import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink, type ButtonVariant, SmallLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Icon, type IconName } from '#/components/ui/icon.tsx'
import type { IntegrationState } from '#/db/words/accounts.ts'
import { type AccountGrant, asEditor, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { type MemberStep, type ReviewProgress, reviewProgress } from '#/lib/changes/review/policy.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { pauseAction, requestReviewAction, resumeAction } from '../review-step-actions.ts'

const actions = { 'request-review': requestReviewAction, pause: pauseAction, resume: resumeAction }

type ReviewStepsProps = { grant: AccountGrant }

const looks: Record<ReviewProgress, { icon: IconName; ink: string }> = {
  done: { icon: 'good', ink: 'text-good' },
  current: { icon: 'chevron-right', ink: 'text-accent-ink' },
  next: { icon: 'chevron-right', ink: 'text-accent-ink' },
  later: { icon: 'clock', ink: 'text-muted' },
}

/** Shows the steps to going live: done, next, and the button for it (product.md, Integration state). */
export async function ReviewSteps(props: ReviewStepsProps) {
  const t = await getTranslations('review')
  const { programmeName: programme } = await currentSettings()
  const { state } = props.grant.account
  const reached = state === 'live' || state === 'paused' || state === 'disabled'
  const progressOf = reviewProgress(state, isComplete(props))
  const steps = (['contacts', 'review', 'live'] as const).map((id) => ({ id, progress: progressOf[id] }))
  return (
    <Card title={t(state === 'live' ? 'live.title' : reached ? 'integration' : 'title')}>
      {reached ? null : (
        <ol className="flex flex-col gap-2">
          {steps.map(({ id, progress }) => (
            <li
              key={id}
              className={`flex gap-2 ${progress === 'current' || progress === 'next' ? 'font-semibold' : ''}`}
            >
              <span className={`flex h-6 items-center ${looks[progress].ink}`}>
                <Icon name={looks[progress].icon} />
              </span>
              <span>
                {t(`steps.${id}`, { programme })}{' '}
                <span className="font-normal text-muted text-small">({t(`progress.${progress}`)})</span>
              </span>
            </li>
          ))}
        </ol>
      )}
      {states[state](props, { t, programme, ...(await readSince(props)) })}
    </Card>
  )
}

const isComplete = ({ grant }: ReviewStepsProps): boolean => grant.missing.length === 0

/** Shows since when the state holds, and why staff sent it back or disabled it; else nothing. */
async function readSince({ grant: { account } }: ReviewStepsProps) {
  const t = await getTranslations('review')
  const format = await getFormatter()
  const at = format.dateTime(account.stateChangedAt, { dateStyle: 'long', timeStyle: 'short' })
  return { since: t('since', { at, zone: await nameReaderZone() }), reason: account.stateReason }
}
type Words = Awaited<ReturnType<typeof readSince>> & {
  t: Awaited<ReturnType<typeof getTranslations<'review'>>>
  programme: string
}

const states: Record<IntegrationState, (props: ReviewStepsProps, words: Words) => ReactNode> = {
  onboarding: (props, { t, programme, reason }) => (
    <>
      {reason ? (
        <Banner meaning="attention" title={t('sentBack', { programme })}>
          <Reason text={reason} />
        </Banner>
      ) : null}
      <p className="max-w-measure">
        {isComplete(props) ? t('onboarding.complete', { programme }) : t('onboarding.incomplete')}
      </p>
      {isComplete(props) ? (
        <StepForm {...props} step="request-review" label={t('onboarding.action')} />
      ) : (
        <div>
          <ButtonLink href={`${props.grant.base}/configuration/contact-information`}>
            {t('onboarding.contacts')}
          </ButtonLink>
        </div>
      )}
    </>
  ),
  review: (_, { t, programme, since }) => (
    <Banner meaning="information" title={t('review.title')}>
      <p>{t('review.text', { programme })}</p>
      <p>{since}</p>
    </Banner>
  ),
  live: (props, { t, since }) => (
    <>
      <p className="max-w-measure text-muted">
        {since} {t('live.pauseText')}
      </p>
      <StepForm {...props} step="pause" label={t('live.action')} variant="secondary" />
    </>
  ),
  paused: (props, { t, since }) => (
    <>
      <Banner meaning="attention" title={t('paused.title')}>
        <p>{t('paused.text')}</p>
        <p>{since}</p>
      </Banner>
      <StepForm {...props} step="resume" label={t('paused.action')} />
    </>
  ),
  disabled: ({ grant }, { t, programme, since, reason }) => (
    <Banner
      meaning="bad"
      title={t('disabled.title', { programme })}
      action={<SmallLink href={`${grant.base}/support/new`}>{t('disabled.action')}</SmallLink>}
    >
      <Reason text={reason} />
      <p>{t('disabled.text')}</p>
      <p>{since}</p>
    </Banner>
  ),
}

function Reason({ text }: { text: string }) {
  return (
    <p dir="auto" className="whitespace-pre-line text-base">
      {text}
    </p>
  )
}

type StepFormProps = ReviewStepsProps & { step: MemberStep; label: string; variant?: ButtonVariant }

async function StepForm({ grant, step, label, variant }: StepFormProps) {
  const t = await getTranslations('review')
  if (!asEditor(grant)) return <p className="text-muted text-small">{t('onlyEditors')}</p>
  return (
    <ActionForm
      action={unlessReadOnly(grant, actions[step])}
      id={step}
      hidden={{ account: grant.account.slug }}
      submit={label}
      variant={variant}
    />
  )
}
