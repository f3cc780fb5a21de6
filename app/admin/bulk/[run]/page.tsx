import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AudienceWords } from '#/components/accounts/audience-found.tsx'
import { BulkOutcomeTable } from '#/components/bulk/outcome-table.tsx'
import { RunState } from '#/components/bulk/run-table.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { LiveUpdates } from '#/components/notices/live-updates.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ListTabs, PagedList } from '#/components/shell/paged-list.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { PlainLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Progress } from '#/components/ui/progress.tsx'
import type { Reader } from '#/db/store/store.ts'
import { formatFilters } from '#/lib/accounts/search/filter-words.ts'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { openStates } from '#/lib/admin/bulk/commands.ts'
import { bulkOutcomeList, bulkOutcomeViews } from '#/lib/admin/bulk/list.ts'
import { type BulkCounts, findRun, listBulkOutcomes, type NamedRun } from '#/lib/admin/bulk/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'
import { stopBulkAction } from '../actions.ts'

export default definePage('/admin/bulk/[run]', staff, async ({ grant, read, params, query }) => {
  const found = (await findRun(read, grant, params.run)) ?? notFound()
  const t = await getTranslations('bulk')
  const { run, counts } = found
  const path = `/admin/bulk/${run.id}`
  const view = bulkOutcomeList.read(query)
  const after = bulkOutcomeList.after(query)
  const { rows, next } = await listBulkOutcomes(read, grant, run.id, { show: view.show, after })
  const countOf = { ...counts, all: totalOf(counts) }
  const ended = !openStates.includes(run.state)
  const list = { list: bulkOutcomeList, view, path }
  return (
    <Page
      title={t(`kinds.${run.work.kind}`)}
      parent={{ href: '/admin/bulk', name: t('title') }}
      status={<RunState state={run.state} />}
      actions={
        <PlainLink download href={`${path}/outcome.csv`}>
          {t('outcome.download')}
        </PlainLink>
      }
    >
      {run.state === 'stopped' && run.stoppedBy === null ? (
        <Banner
          meaning="attention"
          title={t('progress.left', { name: (await namePeople())(run.startedByName) })}
        >
          {t('progress.leftText')}
        </Banner>
      ) : null}
      <RunCard read={read} run={run} counts={counts} path={path} />
      <ListTabs
        {...list}
        name="show"
        values={bulkOutcomeViews.filter((one) => one === 'all' || one === view.show || countOf[one] > 0)}
        label={t('outcome.tabs')}
        text={(one) => t(`views.${ended && one === 'waiting' ? 'left' : one}`)}
        count={(one) => countOf[one]}
      />
      <PagedList
        {...list}
        rows={rows}
        after={after}
        next={next}
        empty={{ icon: 'people', title: t('outcome.empty') }}
      >
        <BulkOutcomeTable rows={rows} ended={ended} />
      </PagedList>
    </Page>
  )
})

/** The run's own number is read at another moment. */
function totalOf({ waiting, done, skipped, failed }: BulkCounts): number {
  return waiting + done + skipped + failed
}

/** Milliseconds between two updates of a run's page. */
const every = 3000

type RunCardProps = { read: Reader; run: NamedRun; counts: BulkCounts; path: string }

async function RunCard({ read, run, counts, path }: RunCardProps) {
  const t = await getTranslations('bulk')
  const { state, work } = run
  const total = totalOf(counts)
  const done = total - counts.waiting
  const running = openStates.includes(state)
  const text = t('progress.text', { done, total })
  const words = await formatFilters(accountFilters.read(run.selection), await listIntegrationTypes(read))
  const named = await namePeople()
  const started = { name: named(run.startedByName), at: () => <Instant at={run.startedAt} /> }
  return (
    <Card title={t('progress.title')} description={t.rich('progress.by', started)}>
      <Progress label={t(`states.${state}`)} text={text} value={done} max={Math.max(1, total)} />
      {work.kind === 'case' ? (
        <blockquote className="max-w-measure border-line border-l-2 pl-4" dir="auto">
          <p className="font-medium">{work.subject}</p>
          <p className="whitespace-pre-line">{work.text}</p>
        </blockquote>
      ) : null}
      <div className="text-muted text-small">
        {t('progress.selection')} <AudienceWords words={words} />
      </div>
      {running ? (
        <ActionForm
          action={stopBulkAction}
          id="stop"
          hidden={{ id: run.id }}
          submit={t('progress.stop')}
          variant="danger"
        />
      ) : null}
      <LiveUpdates
        inFlight={running}
        every={every}
        said={[
          { id: 'done', text },
          { id: 'state', text: t(`states.${state}`) },
        ]}
        path={path}
      />
    </Card>
  )
}
