import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { categoryChoices, namePurposes } from '#/components/notices/notice-words.ts'
import { Banner } from '#/components/ui/banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type AccountEnvironment, environments } from '#/db/words/accounts.ts'
import type { NoticeCategory, RouteTarget } from '#/db/words/notices.ts'
import type { ReachPeople } from '#/lib/notices/routing/reach-lines.ts'
import type { EachReach } from '#/lib/notices/routing/reach-queries.ts'
import { reachQuestion } from '#/lib/notices/views/lists.ts'
import { ReachAnswerPanel } from './reach-answer.tsx'
import { ReachTable } from './reach-table.tsx'

type ReachViewProps = {
  path: string
  asked: { category: NoticeCategory | null; environment: AccountEnvironment }
  each: EachReach
  people: ReachPeople
  escalationMinutes: number
  /** What this reader can do about a bouncing address of this target; not for staff. */
  adviceOn?: ((target: RouteTarget) => ReactNode) | undefined
}

/** Answers "Whom would this reach now?" for members and staff. */
export async function ReachView({ path, asked, each, ...shown }: ReachViewProps) {
  const t = await getTranslations('reach')
  const { category, environment } = asked
  const names = await namePurposes()
  const answer = each.find((one) => one.category === category)
  return (
    <>
      <ReachForm path={path} asked={asked} />
      {answer ? (
        <section aria-label={t('result')} className="flex flex-col gap-6">
          <ReachAnswerPanel answer={answer} names={names} {...shown} />
          <p>
            <Link href={reachQuestion.href({ environment }, null, path)}>{t('all')}</Link>
          </p>
        </section>
      ) : (
        <>
          {environment === 'sandbox' ? (
            <Banner meaning="information" title={t('silence.sandbox')}>
              {t('silence.way')}
            </Banner>
          ) : null}
          <ReachTable rows={each} names={names} path={path} environment={environment} />
        </>
      )}
      <p className="max-w-measure text-muted text-small">{t('published')}</p>
    </>
  )
}

async function ReachForm({ path, asked }: Pick<ReachViewProps, 'path' | 'asked'>) {
  const t = await getTranslations('reach')
  const common = await getTranslations('common.environment')
  return (
    <FilterForm
      list={reachQuestion}
      view={asked}
      path={path}
      label={t('ask')}
      apply={t('show')}
      fields={[
        {
          name: 'category',
          label: t('category'),
          any: t('every'),
          options: await categoryChoices(),
        },
        {
          name: 'environment',
          label: common('label'),
          options: environments.map((value) => ({ value, label: common(value) })),
        },
      ]}
    />
  )
}
