import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Button, ButtonLink } from '#/components/ui/button.tsx'
import { PhoneFold } from '#/components/ui/disclosure.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Select, type SelectGroup, type SelectOption } from '#/components/ui/select.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import type { List } from '#/lib/platform/lists/define-list.ts'
import { LiveFilters } from './live-filters.tsx'

type Choices = { options: readonly (SelectOption | SelectGroup)[]; any?: string }

/** A search field of at most `longest` characters, a day, or a choice; `any` labels the empty option. */
export type FilterField<Name> = { name: Name; label: string; hint?: string; error?: string | undefined } & (
  | { longest: number; placeholder?: string | undefined }
  | { day: true }
  | Choices
)

type FilterInputsProps<View, Cursor> = {
  list: List<View, Cursor>
  view: Partial<View>
  fields: readonly FilterField<keyof View & string>[]
  /** The controls fill grid columns instead of a row. */
  grid?: boolean | undefined
}

/** Controls of a list's filters, named as the query parameters. */
export function FilterInputs<View, Cursor>({ list, view, fields, grid }: FilterInputsProps<View, Cursor>) {
  return fields.map((field) => {
    const { name, value } = list.control(field.name, view)
    const shown = (
      <Field key={name} name={name} label={field.label} hint={field.hint} error={field.error}>
        {(control) =>
          'longest' in field ? (
            <TextInput
              {...control}
              type="search"
              defaultValue={value}
              maxLength={field.longest}
              placeholder={field.placeholder}
            />
          ) : 'day' in field ? (
            <TextInput {...control} type="date" defaultValue={value} />
          ) : (
            <Select {...control} fit={!grid} steady defaultValue={value} options={listOptions(field)} />
          )
        }
      </Field>
    )
    const isWide = 'longest' in field && !grid
    return isWide ? (
      <div key={name} className="min-w-36 flex-1 max-sm:col-span-full sm:max-w-72">
        {shown}
      </div>
    ) : (
      shown
    )
  })
}

function listOptions({ any, options }: Choices) {
  return any === undefined ? options : [{ value: '', label: any }, ...options]
}

type FilterFormProps<View, Cursor> = {
  list: List<View, Cursor>
  view: Partial<View>
  /** Path of the list, if it differs from the page's. */
  path?: string
  label: string
  apply: string
  clear?: string
  /** Its typed fields need a whole word, such as an account's name: they apply by the button, Enter, or leaving them. */
  whole?: boolean
} & (
  | { fields: readonly FilterField<keyof View & string>[] }
  | {
      children: ReactNode | ((buttons: ReactNode) => ReactNode)
      /** A phone folds them above a list. */
      folds?: boolean
    }
)

/** More controls than these would push the first row of a list off a phone's screen. */
const unfolded = 2

/**
 * A form that keeps a list's filters in the address, so that a view can be shared. Each applies as it changes; the button is for use
 * without JavaScript. Few `fields` form a row; otherwise `children` hold the controls, above the buttons or where they put them. A
 * phone folds many, unless one is set.
 */
export async function FilterForm<View, Cursor>(props: FilterFormProps<View, Cursor>) {
  const { list, view, path = list.path, label, apply, clear, whole = false } = props
  const t = await getTranslations('common.filters')
  const carried = list.carriedOver(view)
  const isRow = 'fields' in props
  const isFiltered = list.isFiltered(view)
  const folds = isRow ? props.fields.length > unfolded : props.folds
  const buttons = (
    <>
      <div className={whole ? undefined : 'hidden noscript:inline-flex'}>
        <Button icon="search">{apply}</Button>
      </div>
      {clear && isFiltered ? (
        <ButtonLink variant="quiet" href={list.href(carried, null, path)}>
          {clear}
        </ButtonLink>
      ) : null}
    </>
  )
  const buttonRow = <div className="flex flex-wrap items-center gap-3">{buttons}</div>
  const controls = isRow ? (
    <div className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
      {(Object.keys(carried) as (keyof View & string)[]).map((name) => (
        <input key={name} type="hidden" {...list.control(name, view)} />
      ))}
      <FilterInputs list={list} view={view} fields={props.fields} />
      {buttons}
    </div>
  ) : (
    <div className="flex flex-col gap-4">
      {typeof props.children === 'function' ? props.children(buttonRow) : props.children}
      {typeof props.children === 'function' ? null : buttonRow}
    </div>
  )
  return (
    <search aria-label={label}>
      <LiveFilters
        path={path}
        view={list.href(view, null, path)}
        defaults={list.defaults}
        whole={whole}
        applied={t('applied')}
      >
        {folds ? (
          <PhoneFold summary={t('fold')} open={isFiltered}>
            {controls}
          </PhoneFold>
        ) : (
          controls
        )}
      </LiveFilters>
    </search>
  )
}
