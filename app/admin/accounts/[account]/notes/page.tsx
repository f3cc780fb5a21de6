import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { Instant, ZoneNote } from '#/components/shell/instant.tsx'
import { Pager } from '#/components/shell/paged-list.tsx'
import { listStaffNotes, type StaffNote } from '#/lib/admin/notes/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listByTime } from '#/lib/platform/lists/time-cursor.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'
import { addNoteAction } from '../../actions.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/notes', staff, async ({ grant, params, query }) => {
  const { read, account, page, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount')
  const list = listByTime(`${page}/notes`)
  const after = list.after(query)
  const { notes, next } = await listStaffNotes(read, grant, account.id, after)
  return (
    <AccountFrame {...frame} tab="notes" done={query.done}>
      <p className="text-muted">{t('notes.lead')}</p>
      <div className="max-w-measure">
        {/* The page makes the note's id, so that pressing twice makes one note. */}
        <ActionForm
          action={addNoteAction}
          id="note"
          hidden={{ account: account.slug, id: newId() }}
          submit={t('notes.add')}
        >
          <FormTextarea name="text" label={t('notes.label')} hint={t('notes.hint')} rows={4} required />
        </ActionForm>
      </div>
      <section className="flex flex-col gap-3">
        <h2 className="text-large">{t('notes.list')}</h2>
        <NoteList notes={notes} />
        <Pager
          list={list}
          after={after}
          next={next}
          words={{ first: t('pages.newest'), next: t('pages.older') }}
        />
        <ZoneNote />
      </section>
    </AccountFrame>
  )
})

async function NoteList({ notes }: { notes: readonly StaffNote[] }) {
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
