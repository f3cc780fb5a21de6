import { getTranslations } from 'next-intl/server'
import { liveTexts } from '#/app/admin/live-texts.ts'
import { RoundCard } from '#/components/drills/round-card.tsx'
import { OneButtonForm } from '#/components/form/one-button-form.tsx'
import { LiveUpdates } from '#/components/notices/live-updates.tsx'
import type { Reader } from '#/db/store/store.ts'
import { readFilters } from '#/lib/accounts/search/account-filter.ts'
import { sayFilters } from '#/lib/accounts/search/filter-words.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { minutesFor } from '#/lib/notices/drills/policy.ts'
import type { RoundView } from '#/lib/notices/drills/round-view.ts'
import { stopRoundAction } from './actions.ts'

/** How many milliseconds lie between two looks at a round. */
const every = 5000

/** The drill of several accounts, which the page keeps up to date while it goes on. */
export async function showRound(read: Reader, round: RoundView, programme: string) {
  const t = await getTranslations('drills.round')
  const words = await sayFilters(readFilters(round.audience), await listIntegrationTypes(read), programme)
  const { state, asked, released, done } = round
  const isStoppable = state === 'listing' || state === 'sending'
  const said = [
    { id: 'state', text: t(`states.${state}`) },
    { id: 'done', text: t('text', { done, total: asked - released }) },
  ]
  return (
    <RoundCard round={{ ...round, minutesLeft: minutesFor(asked - released - done) }} words={words}>
      {isStoppable ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <OneButtonForm id="round" action={stopRoundAction} variant="danger" hidden={{ id: round.id }}>
            {t('stop')}
          </OneButtonForm>
          <p className="text-muted text-small">{t('stopHint')}</p>
        </div>
      ) : null}
      <LiveUpdates
        inFlight={round.running}
        every={every}
        said={said}
        path="/admin/drills"
        texts={await liveTexts()}
      />
    </RoundCard>
  )
}
