import type { ReactNode } from 'react'
import { Button, ButtonLink } from '#/components/ui/button.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Select, type SelectOption } from '#/components/ui/select.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import type { List } from '#/lib/platform/lists/define-list.ts'

/** A search field of at most `longest` characters, or a choice; `any` stands for none of its options. */
type FilterField<Name> = { name: Name; label: string } & (
  | { longest: number }
  | { options: readonly SelectOption[]; any?: string }
)

type FilterFormProps<View, Cursor> = {
  list: List<View, Cursor>
  view: View
  /** Where the list lies, unless it has one address. */
  path?: string
  label: string
  apply: string
  clear: string
  fields: readonly FilterField<keyof View & string>[]
}

/** What a list shows stands in its address, so that a view can be shared; its tab stays. */
export function FilterForm<View, Cursor>(props: FilterFormProps<View, Cursor>): ReactNode {
  const { list, view, path = list.path, label, apply, clear, fields } = props
  const words = list.words(view)
  const tab = list.tabOf(view)
  return (
    <search aria-label={label}>
      <form method="get" action={path} className="flex flex-wrap items-end gap-3">
        {(Object.keys(tab) as (keyof View & string)[]).map((name) => (
          <input key={name} type="hidden" name={name} value={words[name]} />
        ))}
        {fields.map((field) =>
          'longest' in field ? (
            <div key={field.name} className="min-w-48 flex-1 sm:max-w-72">
              <Field name={field.name} label={field.label}>
                {(control) => (
                  <TextInput
                    {...control}
                    type="search"
                    defaultValue={words[field.name]}
                    maxLength={field.longest}
                  />
                )}
              </Field>
            </div>
          ) : (
            <Field key={field.name} name={field.name} label={field.label}>
              {(control) => (
                <Select
                  {...control}
                  fit
                  defaultValue={words[field.name]}
                  options={
                    field.any === undefined
                      ? field.options
                      : [{ value: '', label: field.any }, ...field.options]
                  }
                />
              )}
            </Field>
          ),
        )}
        <Button icon="search">{apply}</Button>
        {list.isFiltered(view) ? (
          <ButtonLink variant="quiet" href={list.href(tab, null, path)}>
            {clear}
          </ButtonLink>
        ) : null}
      </form>
    </search>
  )
}
