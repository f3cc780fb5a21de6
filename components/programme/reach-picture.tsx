import { getTranslations } from 'next-intl/server'
import { drillOutcomes, type ProgrammeDay } from '#/db/words/programme.ts'
import { Blocks, Picture } from './columns.tsx'
import { splitBar } from './geometry.ts'
import { numberWords } from './numbers.ts'
import { PictureCard } from './picture-card.tsx'

const tones = { reached: 'good', unanswered: 'bad', untried: 'quiet' } as const

/** What came of the last drill of the live accounts (notices.md, Drill). */
export async function ReachPicture({ reachability }: { reachability: ProgrammeDay['reachability'] }) {
  const t = await getTranslations('programme')
  const words = await numberWords()
  const live = drillOutcomes.reduce((sum, outcome) => sum + reachability[outcome], 0)
  const tried = live - reachability.untried
  const says =
    live === 0
      ? t('reach.none')
      : tried === 0
        ? t('reach.untriedOnly', { live })
        : t('reach.says', { share: words.share(reachability.reached, tried), tried, live })
  return (
    <PictureCard
      title={t('reach.title')}
      says={says}
      legend={drillOutcomes.map((outcome) => ({
        tone: tones[outcome],
        name: t(`reach.${outcome}`),
        count: words.count(reachability[outcome]),
        href: `/admin/accounts?state=live&reach=${outcome}`,
      }))}
      tableSummary={t('table')}
      table={{
        caption: t('reach.title'),
        columns: [t('reach.outcome'), t('reach.accounts'), t('share')],
        rows: drillOutcomes.map((outcome) => ({
          id: outcome,
          name: t(`reach.${outcome}`),
          cells: [words.count(reachability[outcome]), words.share(reachability[outcome], live)],
        })),
      }}
      footer={t('reach.means')}
    >
      {live === 0 ? null : (
        <Picture title={t('reach.title')} description={says} className="h-12 w-full">
          <Blocks
            blocks={splitBar(drillOutcomes.map((outcome) => reachability[outcome]))}
            series={drillOutcomes.map((outcome) => tones[outcome])}
          />
        </Picture>
      )}
    </PictureCard>
  )
}
