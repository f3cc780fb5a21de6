import { getTranslations } from 'next-intl/server'
import { Button, ButtonLink } from '#/components/ui/button.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Select } from '#/components/ui/select.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import { type IntegrationState, integrationStates } from '#/lib/accounts/schema.ts'

/** Searching stands in the address, so that a view can be shared. */
export async function AccountFilter({ search, state }: { search: string; state: IntegrationState | null }) {
  const t = await getTranslations('admin.accounts')
  const states = await getTranslations('common.states')
  return (
    <search aria-label={t('filter')}>
      <form action="/admin/accounts" className="flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1 sm:max-w-80">
          <Field name="q" label={t('search')}>
            {(control) => <TextInput {...control} type="search" defaultValue={search} maxLength={100} />}
          </Field>
        </div>
        <Field name="state" label={t('state')}>
          {(control) => (
            <Select
              {...control}
              fit
              defaultValue={state ?? ''}
              options={[
                { value: '', label: t('allStates') },
                ...integrationStates.map((value) => ({ value, label: states(value) })),
              ]}
            />
          )}
        </Field>
        <Button icon="search">{t('find')}</Button>
        {search || state ? (
          <ButtonLink variant="quiet" href="/admin/accounts">
            {t('clear')}
          </ButtonLink>
        ) : null}
      </form>
    </search>
  )
}
