import { getTranslations } from 'next-intl/server'
import { Menu } from '#/components/ui/menu.tsx'
import { type AccountFilters, accountFilters } from '#/lib/accounts/search/list.ts'
import { bulkActions, selectionForm } from '#/lib/admin/bulk/list.ts'
import { SelectAll, SelectionActions, SelectionCount } from './selection-controls.tsx'

type SelectionBarProps = {
  filters: AccountFilters
  /** How many accounts match, and whether there may be more. */
  count: number
  more: boolean
}

/** Selects all accounts that match, says how many are selected, and offers what staff can do to them. */
export async function SelectionBar({ filters, count, more }: SelectionBarProps) {
  const t = await getTranslations('bulk.bar')
  const all = more ? 'allMore' : accountFilters.isFiltered(filters) ? 'allMatching' : 'all'
  return (
    <form
      method="get"
      id={selectionForm}
      action="/admin/bulk/new"
      aria-label={t('label')}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 text-small max-sm:basis-full print:hidden"
    >
      <input
        type="hidden"
        name="view"
        value={new URLSearchParams(accountFilters.query(filters)).toString()}
      />
      <SelectAll form={selectionForm} label={t(all, { count })} />
      <SelectionCount
        form={selectionForm}
        text={t('selected')}
        all={more ? t('atLeast', { count }) : String(count)}
      />
      <div className="rounded-box border border-control bg-surface">
        <Menu label={t('actions')}>
          <SelectionActions
            form={selectionForm}
            actions={bulkActions.map((name) => ({ name, label: t(`do.${name}`) }))}
            texts={{ first: t('first'), note: t('note'), clear: t('clear') }}
          />
        </Menu>
      </div>
    </form>
  )
}
