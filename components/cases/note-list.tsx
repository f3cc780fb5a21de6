import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import type { StaffNote } from '#/lib/admin/notes/queries.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

/** What staff noted of an account: who, when, and the words. */
export async function NoteList({ notes }: { notes: readonly StaffNote[] }) {
  const t = await getTranslations('adminAccount.notes')
  const named = await namePeople()
  if (notes.length === 0) return <p className="text-muted">{t('none')}</p>
  return (
    <ol className="flex max-w-measure flex-col divide-y divide-line rounded-box border border-line bg-surface">
      {notes.map(({ id, author, at, text }) => (
        <li key={id} className="flex flex-col gap-1 p-4">
          <p className="flex flex-wrap justify-between gap-x-4 text-small">
            <span className="font-medium">{named(author)}</span>
            <span className="text-muted">
              <Instant at={at} />
            </span>
          </p>
          <p dir="auto" className="wrap-anywhere whitespace-pre-line">
            {text}
          </p>
        </li>
      ))}
    </ol>
  )
}
