import { getTranslations } from 'next-intl/server'
import { LiveUpdates } from '#/components/notices/live-updates.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Progress } from '#/components/ui/progress.tsx'
import type { FoundImport } from '#/lib/changes/imports/queries.ts'
import { second } from '#/lib/platform/values/clock.ts'

type ImportStandingProps = {
  standing: Pick<FoundImport, 'counts' | 'startedBy' | 'starterIsAdmin'> & {
    import: Pick<FoundImport['import'], 'state' | 'rows' | 'faults' | 'guessedNames'>
  }
  /** The page's own address. */
  path: string
}

/** Where an import stands: what was found, how far it is, or what it came to. */
export async function ImportStanding({ standing, path }: ImportStandingProps) {
  const t = await getTranslations('imports')
  const live = await getTranslations('notices.live')
  const { import: one, counts } = standing
  const dealtWith = one.rows - counts.new
  const inTenths = one.rows === 0 ? 100 : Math.floor((dealtWith / one.rows) * 10) * 10
  return (
    <>
      {await formatStanding(standing)}
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
        texts={{
          waiting: t(one.state === 'checking' ? 'checking.waiting' : 'running.waiting'),
          updating: live('updating'),
          stopped: live('stopped'),
          again: live('again'),
          stop: live('stop'),
          resume: live('resume'),
          settled: t(`${one.state}.title`),
        }}
      />
    </>
  )
}

/** Says that the file was taken for Windows-1252, with names by which a person sees whether it is. */
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

async function formatStanding({
  import: one,
  counts,
  startedBy,
  starterIsAdmin,
}: ImportStandingProps['standing']) {
  const t = await getTranslations('imports')
  switch (one.state) {
    case 'checking':
      return (
        <Banner meaning="information" title={t('checking.title')}>
          {t('checking.text')}
        </Banner>
      )
    case 'refused':
      return (
        <Banner meaning="bad" title={t('refused.title')}>
          {one.rows > 0 ? t('refused.text', { count: one.faults }) : t('refused.whole')}
        </Banner>
      )
    case 'checked':
      return (
        <Banner meaning="good" title={t('checked.title')}>
          <p>{t('checked.text', { count: counts.new })}</p>
          {counts.known > 0 ? <p>{t('checked.known', { count: counts.known })}</p> : null}
        </Banner>
      )
    case 'running':
      return (
        <Banner meaning="information" title={t('running.title')}>
          {t('running.text')}
        </Banner>
      )
    case 'stopped':
      return (
        <Banner meaning="attention" title={t('stopped.title')}>
          <p>{t('stopped.text', { count: counts.new })}</p>
          {starterIsAdmin ? null : <p>{t('stopped.gone', { name: startedBy })}</p>}
        </Banner>
      )
    case 'done':
      return (
        <Banner meaning={counts.faulty > 0 ? 'attention' : 'good'} title={t('done.title')}>
          <p>{t('done.text', { made: counts.made })}</p>
          {counts.known > 0 ? <p>{t('checked.known', { count: counts.known })}</p> : null}
          {counts.faulty > 0 ? <p>{t('done.faulty', { count: counts.faulty })}</p> : null}
        </Banner>
      )
  }
}
