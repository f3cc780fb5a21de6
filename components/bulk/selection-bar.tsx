import { getTranslations } from 'next-intl/server'
import { Menu, MenuButton } from '#/components/ui/menu.tsx'
import { type AccountFilters, accountFilters } from '#/lib/accounts/search/list.ts'
import { bulkActions, listed, selectionForm } from '#/lib/admin/bulk/list.ts'
import { SelectionCount, SelectNone } from './selection-count.tsx'

/** What staff can do to the selected accounts, or to all that match (`count`) if none is selected. */
export async function SelectionBar({ filters, count }: { filters: AccountFilters; count: string }) {
  const t = await getTranslations('bulk.bar')
  const texts = { some: t('some'), none: t('none') }
  return (
    <form
      method="get"
      id={selectionForm}
      action="/admin/bulk/new"
      aria-label={t('label')}
      className="rounded-box border border-control bg-surface max-sm:basis-full print:hidden"
    >
      {Object.entries(accountFilters.query(filters)).map(([name, value]) => (
        // The boxes are named `only` too: what the table lists must not count as selected.
        <input key={name} type="hidden" name={name === 'only' ? listed : name} value={value} />
      ))}
      <Menu label={<SelectionCount form={selectionForm} texts={texts} />}>
        <li className="max-w-64 px-3 py-1.5 text-muted">{t('note', { count })}</li>
        <SelectNone form={selectionForm} text={t('all', { count })} />
        {bulkActions.map((name) => (
          <li key={name}>
            <MenuButton name="do" value={name}>
              {t(`actions.${name}`)}
            </MenuButton>
          </li>
        ))}
      </Menu>
    </form>
  )
}
