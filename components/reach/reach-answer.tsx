import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { CopiedAddress } from '#/components/contacts/copied-address.tsx'
import { AnswerDue } from '#/components/routing/route-words.tsx'
import { Badge, type BadgeMeaning } from '#/components/ui/badge.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { RouteTarget } from '#/db/words/notices.ts'
import type { PointKey } from '#/db/words/points.ts'
import { forecast } from '#/lib/notices/routing/forecast.ts'
import { listStepStates, type ReachLine, toReachLines } from '#/lib/notices/routing/reach-lines.ts'
import type { CategoryReach, ReachPreview } from '#/lib/notices/routing/reach-queries.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { ReachTimeline } from './reach-timeline.tsx'
import { StepStateBadge } from './step-state.tsx'

type ReachAnswerProps = {
  answer: CategoryReach[number]
  confirmed: ReadonlySet<PointKey>
  names: Record<RouteTarget, string>
  /** Minutes until an unanswered emergency escalates. */
  escalationMinutes: number
  /** What this reader can do about a bouncing address of this target; not for staff. */
  adviceOn?: ((target: RouteTarget) => ReactNode) | undefined
}

/** Shows who is notified of a notice of one category and when: as a timeline, then step by step, with the outcome of each. */
export async function ReachAnswerPanel(props: ReachAnswerProps) {
  const { answer, confirmed, names, escalationMinutes, adviceOn } = props
  const t = await getTranslations('reach')
  const { category, route, would } = answer
  const { programmeName: programme } = await currentSettings()
  const timing = { ...route, escalationMinutes: category === 'emergency' ? escalationMinutes : null }
  const planned = would.silence ? null : forecast(would, timing)
  const states = listStepStates(would, timing.escalationMinutes)
  return (
    <>
      <ReachBanner would={would} names={names} />
      {planned ? (
        <ReachTimeline
          forecast={planned}
          purposes={new Map(would.steps.map(({ step, purpose }) => [step, purpose]))}
          names={names}
          escalationMinutes={escalationMinutes}
        />
      ) : null}
      <ol className="grid max-w-4xl gap-4">
        {would.steps.map((step, place) => {
          const state = states[place]
          return (
            <li key={step.step}>
              <Card
                title={t('step', { number: step.step + 1, name: names[step.purpose] })}
                status={state ? <StepStateBadge {...state} /> : null}
              >
                {step.recipients.length > 0 ? (
                  <ReachLines lines={toReachLines(step.recipients, confirmed)} />
                ) : (
                  <p className="text-muted">{t('noAddress')}</p>
                )}
                {adviceOn && step.recipients.some(({ bouncing, kind }) => bouncing && kind === 'mail') ? (
                  <p className="max-w-measure text-bad text-small">{adviceOn(step.purpose)}</p>
                ) : null}
              </Card>
            </li>
          )
        })}
      </ol>
      {states.some(({ state }) => state === 'later') ? (
        <p className="max-w-measure text-muted text-small">{t('sooner')}</p>
      ) : null}
      {route.copyTo ? (
        <div className="max-w-4xl">
          <Card title={t('copy', { name: names[route.copyTo] })} description={t('copyText', { programme })}>
            {would.copies.length > 0 ? (
              <ReachLines lines={toReachLines(would.copies, confirmed)} />
            ) : (
              <p className="text-muted">{t('noCopy')}</p>
            )}
          </Card>
        </div>
      ) : null}
      <div className="max-w-measure">
        <p className="font-medium">{t('answer')}</p>
        <p>
          <AnswerDue {...route} />
        </p>
      </div>
    </>
  )
}

/** Says in one sentence whom a notice would reach now, or why it reaches nobody. */
async function ReachBanner({ would, names }: { would: ReachPreview; names: Record<RouteTarget, string> }) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('reach')
  const { silence, taken, recipients, steps } = would
  if (silence) {
    return (
      <Banner meaning="information" title={t(`silence.${silence}`)}>
        {t('silence.way')}
      </Banner>
    )
  }
  const step = steps.find((one) => one.step === taken)
  if (!step) {
    return (
      <Banner meaning="bad" title={t('nobody')}>
        {t('nobodyText', { programme })}
      </Banner>
    )
  }
  const number = step.step + 1
  return (
    <Banner
      meaning={step.step === 0 ? 'good' : 'attention'}
      title={t('reaches', { count: recipients.length, name: names[step.purpose] })}
    >
      {step.step === 0 ? undefined : t('handedOn', { number })}
    </Banner>
  )
}

const meaningOfLine: Record<ReachLine['status'], BadgeMeaning> = {
  confirmed: 'good',
  unconfirmed: 'neutral',
  bouncing: 'bad',
}

/** Only confirmed endpoints are in a route. */
const ofEndpoint = { confirmed: 'on', unconfirmed: 'on', bouncing: 'failing' } as const

async function ReachLines({ lines }: { lines: readonly ReachLine[] }) {
  const t = await getTranslations('reach.status')
  const contacts = await getTranslations('contacts.details')
  const locale = await getLocale()
  return (
    <ul className="flex flex-col gap-2">
      {lines.map(({ key, kind, shown, label, locale: language, status }) => (
        <li key={key}>
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className={`wrap-anywhere ${status === 'bouncing' ? 'text-bad' : ''}`}>
              <CopiedAddress address={shown} isEndpoint={kind !== 'mail'} />
            </span>
            <Badge meaning={meaningOfLine[status]}>{t(kind === 'mail' ? status : ofEndpoint[status])}</Badge>
          </span>
          <span className="block text-muted text-small">
            {[label, kind === 'mail' && contacts('language', { language: languageName(language, locale) })]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
