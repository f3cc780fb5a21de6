import { SavedViews } from '#/components/admin/saved-views.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { SavedList } from '#/db/words/saved-views.ts'
import { addressOf, queryOf } from '#/lib/admin/views/lists.ts'
import { listViews } from '#/lib/admin/views/queries.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import type { PageQuery } from '../define-page.tsx'
import { changeViewAction, deleteViewAction, saveViewAction } from './view-actions.ts'

const actions = { save: saveViewAction, change: changeViewAction, remove: deleteViewAction }

type ListedViewsProps = { read: Reader; grant: StaffGrant; list: SavedList; href: string; query: PageQuery }

export async function ListedViews({ read, grant, list, href, query }: ListedViewsProps) {
  const present = queryOf(list, href.split('?')[1] ?? '')
  return (
    <SavedViews
      list={list}
      views={await listViews(read, grant, list)}
      query={present}
      href={addressOf(list, present)}
      done={query.done}
      actions={actions}
    />
  )
}
