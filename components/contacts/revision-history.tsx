import { getLocale, getTranslations } from 'next-intl/server'
import { Instant, ZoneNote } from '#/components/shell/instant.tsx'
import { revisionList } from '#/lib/accounts/revisions/revision-list.ts'
import type { HistoryEntry, HistoryPage } from '#/lib/accounts/revisions/revision-queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { changedBetween } from '#/lib/contacts/form/compare.ts'
import { contactFormatter } from '#/lib/contacts/words/format.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type RevisionHistoryProps = { page: HistoryPage; path: string; newest: boolean }

/** Lists the versions, newest first: who, when, and what changed (product.md, Draft and submission). */
export async function RevisionHistory({ page, path, newest }: RevisionHistoryProps) {
  const t = await getTranslations('contacts.history')
  const { entries, names, older } = page
  return (
    <section id="history" aria-labelledby="history-title" className="flex max-w-measure flex-col gap-4">
      <div>
        <h2
          id="history-title"
          tabIndex={-1}
          // biome-ignore lint/a11y/noAutofocus: a screen reader continues here instead of the page's top when paging through the history
          autoFocus={!newest}
          className="text-title outline-none"
        >
          {t('title')}
        </h2>
        {entries.length > 0 ? (
          <>
            <p className="text-muted text-small">{t('description')}</p>
            <ZoneNote />
          </>
        ) : (
          <p className="text-muted">{t('empty')}</p>
        )}
      </div>
      {entries.length > 0 ? (
        <ol className="flex flex-col divide-y divide-line rounded-box border border-line bg-surface">
          {entries.map((entry) => (
            <li key={entry.version} className="flex flex-col gap-3 p-4">
              <RevisionHead entry={entry} />
              <RevisionChanges entry={entry} names={names} />
            </li>
          ))}
        </ol>
      ) : null}
      {older === null && newest ? null : (
        <p className="flex gap-4">
          {newest ? null : <a href={path}>{t('newest')}</a>}
          {older === null ? null : <a href={revisionList.href({}, older, path)}>{t('older')}</a>}
        </p>
      )}
    </section>
  )
}

async function RevisionHead({ entry }: { entry: HistoryEntry }) {
  const t = await getTranslations('contacts.history')
  const somebody = t('somebody')
  const named = await namePeople()
  const submitted = entry.previous === null ? 'first' : 'submitted'
  const deed = entry.cause === 'submitted' ? submitted : entry.cause
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <h3 className="font-semibold">{t(deed, { name: named(entry.person) || somebody })}</h3>
      <p className="text-muted text-small">
        <Instant at={entry.savedAt} />
      </p>
      {entry.removedBy === null ? null : (
        <p className="w-full text-muted text-small">
          {t('removedBy', { name: named(entry.removedBy) || somebody })}
        </p>
      )}
    </div>
  )
}

async function RevisionChanges({ entry, names }: { entry: HistoryEntry; names: Record<string, string> }) {
  const t = await getTranslations('contacts.history')
  const { formatChange } = contactFormatter(await getLocale())
  const changes = changedBetween(entry.previous, entry.content)
  const fields = await listFieldNames(changes.map(({ field }) => field))
  if (changes.length === 0) return <p className="text-small">{t('same')}</p>
  return (
    <dl className="flex flex-col gap-2 text-small">
      {changes.map((change, index) => (
        <div key={change.field}>
          <dt className="text-muted">{fields[index]}</dt>
          {formatChange(change, names).map((line) => (
            <dd key={line}>{line}</dd>
          ))}
        </div>
      ))}
    </dl>
  )
}
