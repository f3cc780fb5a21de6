import { getTranslations } from 'next-intl/server'
import type { BouncingKeys } from '#/components/contacts/address-status.tsx'
import { AddressesAsText } from '#/components/contacts/copied-address.tsx'
import { StepStateBadge } from '#/components/reach/step-state.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { RouteTarget, Silence, WouldReach } from '#/db/words/notices.ts'
import { listStepStates } from '#/lib/notices/routing/reach-lines.ts'
import type { ReachPreview } from '#/lib/notices/routing/reach-queries.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { namePurpose } from './notice-names.ts'

type WouldHaveReachedProps = { silence: Silence; reached: WouldReach; bouncing: BouncingKeys }

/** Shows whom a recorded, unmailed Sandbox notice would have reached at that time (product.md, Environments). */
export async function WouldHaveReached({ silence, reached, bouncing }: WouldHaveReachedProps) {
  const t = await getTranslations('notices.reach')
  return (
    <Card title={t('wouldHave')} description={t(silence)}>
      {reached.length === 0 ? (
        <p>{t('nobody')}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {reached.map(({ step, purpose, addresses }) => (
            <li key={`${step} ${purpose}`}>
              <ReachedPurpose purpose={purpose} copy={step === null} />
              <AddressesAsText
                addresses={addresses.map((shown) => ({
                  shown,
                  // What was stored of an endpoint is its name alone.
                  kind: shown.includes('@') ? 'mail' : 'endpoint',
                  bouncing: bouncing.has(addressKey(shown)),
                }))}
                none={t('empty')}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

async function ReachedPurpose({ purpose, copy }: { purpose: RouteTarget; copy: boolean }) {
  const t = await getTranslations('notices.reach')
  const name = await namePurpose(purpose)
  return <p className="text-muted text-small">{copy ? t('copy', { purpose: name }) : name}</p>
}

type ReachStepsProps = {
  reach: ReachPreview
  /** Minutes until the unanswered notice escalates; null if it never does. */
  escalationMinutes: number | null
}

/** Shows the route a notice would take now: the steps, their addresses and when each is notified, bounces and copies. */
export async function ReachSteps({ reach, escalationMinutes }: ReachStepsProps) {
  const t = await getTranslations('notices.reach')
  const { taken, steps, copies } = reach
  const states = listStepStates(reach, escalationMinutes)
  const [copied] = copies
  const names = await Promise.all(steps.map(({ purpose }) => namePurpose(purpose)))
  return (
    <div className="flex flex-col gap-3">
      {taken === null ? <Badge meaning="bad">{t('nobody')}</Badge> : null}
      <ol className="flex flex-col gap-3">
        {steps.map(({ step, recipients }, place) => {
          const state = states[place]
          return (
            <li key={step}>
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-medium">
                  {t('step', { number: step + 1, purpose: names[place] ?? '' })}
                </span>
                {state ? <StepStateBadge {...state} /> : null}
              </p>
              <AddressesAsText addresses={recipients} none={t('empty')} />
            </li>
          )
        })}
      </ol>
      {copied ? (
        <div>
          <ReachedPurpose purpose={copied.purpose} copy />
          <AddressesAsText addresses={copies} none={t('empty')} />
        </div>
      ) : null}
    </div>
  )
}
