import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { QueueTable } from '#/components/admin/queue-table.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import { ZoneNote } from '#/components/zone-note.tsx'
import { requireStaff } from '#/lib/access/require.ts'
import { queueRank } from '#/lib/cases/policy.ts'
import { countOpenCases, listQueue, type QueueCursor } from '#/lib/cases/queue.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'

export default definePage(async ({ searchParams }: PageProps<'/admin/cases'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('admin.cases')
  const query = await searchParams
  const status = query.status === 'closed' ? 'closed' : 'open'
  const after = readCursor(query.after)
  const { read } = await getStore()
  const { rows, next } = await listQueue(read, grant, { status, after })
  const { programmeName } = await currentSettings()
  const base = `/admin/cases?status=${status}`
  return (
    <>
      <PageTitle parts={[t('title'), programmeName]} />
      <PageHeader title={t('title')} description={t('lead')} />
      <Tabs
        label={t('tabs')}
        tabs={[
          {
            href: '/admin/cases',
            label: t('open'),
            current: status === 'open',
            count: await countOpenCases(read, grant),
          },
          { href: '/admin/cases?status=closed', label: t('closed'), current: status === 'closed' },
        ]}
      />
      {rows.length > 0 ? (
        <QueueTable rows={rows} />
      ) : (
        <EmptyState icon="speech" title={t(status === 'open' ? 'empty.title' : 'noneClosed.title')}>
          {t(status === 'open' ? 'empty.text' : 'noneClosed.text')}
        </EmptyState>
      )}
      {rows.length > 0 ? <ZoneNote /> : null}
      <ButtonRow>
        {after ? <ButtonLink href={base}>{t('first')}</ButtonLink> : null}
        {next ? (
          <ButtonLink href={`${base}&after=${queueRank(next.category)}.${next.updatedAt}.${next.number}`}>
            {t('next')}
          </ButtonLink>
        ) : null}
      </ButtonRow>
    </>
  )
})

/** `1.1764000000000.12`: rank, last update, number. */
function readCursor(after: string | string[] | undefined): QueueCursor | null {
  const parts = typeof after === 'string' ? /^([01])\.([0-9]{1,15})\.([0-9]{1,9})$/.exec(after) : null
  return parts && { rank: Number(parts[1]), updatedAt: Number(parts[2]), number: Number(parts[3]) }
}
