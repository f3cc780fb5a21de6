import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { CopiedAddress } from '#/components/contacts/copied-address.tsx'
import { FilterForm } from '#/components/form/filter-form.tsx'
import { categoryChoices, namePurposes } from '#/components/notices/notice-names.ts'
import { Badge } from '#/components/ui/badge.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Column, StackingTable } from '#/components/ui/table.tsx'
import { type AccountEnvironment, environments } from '#/db/words/accounts.ts'
import type { NoticeCategory, RouteTarget } from '#/db/words/notices.ts'
import type { PointKey } from '#/db/words/points.ts'
import type { CategoryReach } from '#/lib/notices/routing/reach-queries.ts'
import type { Recipient } from '#/lib/notices/routing/routing.ts'
import { reachSearch } from '#/lib/notices/views/lists.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { ReachAnswerPanel } from './reach-answer.tsx'

type ReachViewProps = {
  path: string
  asked: { category: NoticeCategory | null; environment: AccountEnvironment }
  each: CategoryReach
  /** The points whose owner showed that they read mail there. */
  confirmed: ReadonlySet<PointKey>
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
            <Link href={reachSearch.href({ environment }, null, path)}>{t('all')}</Link>
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
      list={reachSearch}
      view={asked}
      path={path}
      label={t('ask')}
      apply={t('show')}
      fields={[
        { name: 'category', label: t('category'), any: t('every'), options: await categoryChoices() },
        {
          name: 'environment',
          label: common('label'),
          options: environments.map((value) => ({ value, label: common(value) })),
        },
      ]}
    />
  )
}

type Row = CategoryReach[number]
type ReachTableProps = {
  rows: CategoryReach
  names: Record<RouteTarget, string>
  path: string
  environment: AccountEnvironment
}

/** Shows whom a notice of each category would reach, with a link to the whole route. */
async function ReachTable({ rows, names, path, environment }: ReachTableProps) {
  const t = await getTranslations('reach')
  const categories = await getTranslations('mail.categories')
  const columns: Column<Row>[] = [
    {
      header: t('category'),
      cell: ({ category }) => (
        <>
          <Link href={reachSearch.href({ category, environment }, null, path)} className="font-semibold">
            {categories(category)}
          </Link>
          <span className="block text-muted">{t(`about.${category}`)}</span>
        </>
      ),
    },
    { header: t('columns.reaches'), breakable: true, cell: (row) => <Reached row={row} /> },
    { header: t('columns.step'), cell: (row) => <StepTaken row={row} names={names} /> },
    {
      header: t('columns.copies'),
      breakable: true,
      cell: ({ would }) => <Addresses recipients={would.copies} />,
    },
  ]
  return (
    <StackingTable
      caption={t('list')}
      columns={columns}
      rows={rows}
      rowKey={({ category }) => category}
      few
    />
  )
}

async function Reached({ row: { would } }: { row: Row }) {
  const t = await getTranslations('reach')
  return (
    <>
      {would.silence === 'paused' ? (
        <span className="mb-1 block">
          <Badge meaning="information">{t('pausedShort')}</Badge>
        </span>
      ) : null}
      {would.taken === null ? (
        <Badge meaning="bad">{t('nobodyShort')}</Badge>
      ) : (
        <Addresses recipients={would.recipients} />
      )}
    </>
  )
}

async function StepTaken({ row: { would }, names }: { row: Row; names: ReachTableProps['names'] }) {
  const t = await getTranslations('reach')
  const { programmeName: programme } = await currentSettings()
  const step = would.steps.find((one) => one.step === would.taken)
  if (!step) return <span className="text-muted">{t('staffTold', { programme })}</span>
  return (
    <>
      {names[step.purpose]}
      {step.step > 0 ? (
        <span className="block">
          <Badge meaning="attention">{t('handedOnShort', { number: step.step + 1 })}</Badge>
        </span>
      ) : null}
    </>
  )
}

function Addresses({ recipients }: { recipients: readonly Recipient[] }) {
  if (recipients.length === 0) return <span className="text-muted">–</span>
  return (
    <ul>
      {recipients.map(({ key, kind, shown }) => (
        <li key={key}>
          <CopiedAddress address={shown} isEndpoint={kind !== 'mail'} />
        </li>
      ))}
    </ul>
  )
}
