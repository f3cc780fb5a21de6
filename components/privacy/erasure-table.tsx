import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Progress } from '#/components/ui/progress.tsx'
import { type Column, StackingTable } from '#/components/ui/table.tsx'
import { isErased } from '#/db/words/people.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { ListedErasure } from '#/lib/privacy/erasure/queries.ts'
import { recordKinds } from '#/lib/privacy/personal-data/kinds.ts'

export async function ErasureTable({ erasures }: { erasures: readonly ListedErasure[] }) {
  const t = await getTranslations('personal')
  const format = await getFormatter()
  if (erasures.length === 0)
    return <EmptyState title={t('erasures.none')}>{t('erasures.noneText')}</EmptyState>
  const columns: Column<ListedErasure>[] = [
    { header: t('erasures.begun'), cell: ({ askedAt }) => <Instant at={askedAt} /> },
    {
      header: t('erasures.by'),
      breakable: true,
      cell: ({ by }) => (isErased(by) ? t('erasedPerson') : by || t('erasures.commandLine')),
    },
    { header: t('erasures.found'), cell: ({ found }) => <Found found={found} /> },
    {
      header: t('erasures.state'),
      cell: ({ finishedAt, done, steps, waitsForMail }) =>
        finishedAt === null ? (
          <Progress
            label={t(waitsForMail ? 'erasures.waiting' : 'erasures.running')}
            text={t('erasures.steps', { done, steps })}
            value={done}
            max={steps}
          />
        ) : (
          t('erasures.finished', {
            at: format.dateTime(finishedAt, { dateStyle: 'medium', timeStyle: 'short' }),
          })
        ),
    },
  ]
  return (
    <StackingTable caption={t('erasures.title')} columns={columns} rows={erasures} rowKey={({ id }) => id} />
  )
}

async function Found({ found }: Pick<ListedErasure, 'found'>) {
  const t = await getTranslations('personal')
  const kinds = recordKinds.filter((kind) => (found[kind] ?? 0) > 0)
  const total = kinds.reduce((sum, kind) => sum + (found[kind] ?? 0), 0)
  if (total === 0) return t('erasures.total', { count: 0 })
  return (
    <Disclosure summary={t('erasures.total', { count: total })}>
      <ul className="list-disc pl-5">
        {kinds.map((kind) => (
          <li key={kind}>
            {t(`kinds.${kind}`)}: {found[kind]}
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
