import { getTranslations } from 'next-intl/server'
import { LiveUpdates } from '#/components/notices/live-updates.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import type { Meaning } from '#/components/ui/meaning.ts'
import { Progress } from '#/components/ui/progress.tsx'
import type { ImportState } from '#/db/words/imports.ts'
import type { FoundImport } from '#/lib/changes/imports/queries.ts'
import { second } from '#/lib/platform/values/clock.ts'

const meanings: Record<ImportState, Meaning> = {
  checking: 'information',
  refused: 'bad',
  checked: 'good',
  running: 'information',
  stopped: 'attention',
  done: 'good',
}

export async function ImportStanding({ standing, path }: { standing: FoundImport; path: string }) {
  const t = await getTranslations('imports')
  const { import: one, counts, startedBy, starterIsAdmin } = standing
  const dealtWith = one.rows - counts.new
  const inTenths = one.rows === 0 ? 100 : Math.floor((dealtWith / one.rows) * 10) * 10
  const known = counts.known > 0 && t('checked.known', { count: counts.known })
  const says: Record<ImportState, (string | false)[]> = {
    checking: [t('checking.text')],
    refused: [one.rows > 0 ? t('refused.text', { count: one.faults }) : t('refused.whole')],
    checked: [t('checked.text', { count: counts.new }), known],
    running: [t('running.text')],
    stopped: [
      t('stopped.text', { count: counts.new }),
      !starterIsAdmin && t('stopped.gone', { name: startedBy }),
    ],
    done: [
      t('done.text', { made: counts.made }),
      known,
      counts.faulty > 0 && t('done.faulty', { count: counts.faulty }),
    ],
  }
  const isFlawed = one.state === 'done' && counts.faulty > 0
  return (
    <>
      <Banner meaning={isFlawed ? 'attention' : meanings[one.state]} title={t(`${one.state}.title`)}>
        {says[one.state].map((line) => line && <p key={line}>{line}</p>)}
      </Banner>
      {one.state === 'checked' || one.state === 'refused' ? <GuessBanner names={one.guessedNames} /> : null}
      {one.state === 'running' || one.state === 'stopped' ? (
        <Progress
          label={t('running.progress')}
          text={t('running.count', { done: dealtWith, total: one.rows })}
          value={dealtWith}
          max={Math.max(1, one.rows)}
        />
      ) : null}
      <LiveUpdates
        inFlight={one.state === 'running' || one.state === 'checking'}
        every={2 * second}
        said={[{ id: 'progress', text: t('running.spoken', { percent: inTenths }) }]}
        path={path}
        waiting={t(one.state === 'checking' ? 'checking.waiting' : 'running.waiting')}
        settled={t(`${one.state}.title`)}
      />
    </>
  )
}

/** Says that we read the file as Windows-1252, with sample names to check. */
async function GuessBanner({ names }: { names: readonly string[] | null }) {
  const t = await getTranslations('imports.guess')
  if (names === null) return null
  return (
    <Banner meaning="attention" title={t('title')}>
      <p>{t(names.length > 0 ? 'text' : 'noNames')}</p>
      <ul className="my-1 list-disc pl-5">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {names.length > 0 ? <p>{t('wrong')}</p> : null}
    </Banner>
  )
}
