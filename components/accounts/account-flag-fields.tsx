import { getTranslations } from 'next-intl/server'
import { Choice } from '#/components/ui/choice.tsx'
import { Fieldset } from '#/components/ui/fieldset.tsx'
import type { AccountFilters, AccountFlag } from '#/lib/accounts/search/account-filter.ts'

type AccountFlagFieldsProps = { filters: AccountFilters; flags: readonly AccountFlag[] }

/** What else must hold for the accounts that are looked for, each a word of its own in the address. */
export async function AccountFlagFields({ filters, flags }: AccountFlagFieldsProps) {
  const t = await getTranslations('adminAccounts')
  return (
    <Fieldset id="flags" legend={t('filters.flags')}>
      <div className="flex flex-wrap gap-x-6">
        {flags.map((flag) => (
          <Choice
            key={flag}
            type="checkbox"
            name={flag}
            id={flag}
            value="yes"
            label={t(`flags.${flag}`)}
            defaultChecked={filters[flag] === true}
          />
        ))}
      </div>
    </Fieldset>
  )
}
