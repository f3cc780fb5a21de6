import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { Pager } from '#/components/admin/pager.tsx'
import { NoteForm } from '#/components/cases/note-form.tsx'
import { NoteList } from '#/components/cases/note-list.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { listStaffNotes } from '#/lib/admin/notes/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { readTimeCursor, sayTimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { openAccount } from '../open-account.ts'
import { addNoteAction } from './actions.ts'

export default definePage('/admin/accounts/[account]/notes', staff, async ({ grant, params, query }) => {
  const { read, account, page, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount')
  const after = readTimeCursor(query.after)
  const { notes, next } = await listStaffNotes(read, grant, account.id, after)
  const path = `${page}/notes`
  return (
    <AccountFrame {...frame} tab="notes" done={query.done}>
      <p className="text-muted">{t('notes.lead')}</p>
      <NoteForm account={account.slug} noteId={newId()} action={addNoteAction} />
      <section className="flex flex-col gap-3">
        <h2 className="text-large">{t('notes.list')}</h2>
        <NoteList notes={notes} />
        <Pager
          first={after && { href: path, label: t('pages.newest') }}
          next={next && { href: `${path}?after=${sayTimeCursor(next)}`, label: t('pages.older') }}
        />
        <ZoneNote />
      </section>
    </AccountFrame>
  )
})
