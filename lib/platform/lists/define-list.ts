import { toStorableText } from '#/lib/platform/values/characters.ts'

/** The query of an address, as Next hands it to a page. */
export type Query = Readonly<Record<string, Given>>
type Given = string | readonly string[] | undefined

/** The query of an address with repeated names, such as a form's check boxes. */
export function toQuery(params: URLSearchParams): Query {
  const given = [...new Set(params.keys())].map((name): [string, string[]] => [name, params.getAll(name)])
  return Object.fromEntries(given.map(([name, all]) => [name, all.length > 1 ? all : all[0]]))
}

/** One parameter of a list's address. `format` returns its text, also for the form's control; an address omits the default. */
export type ListParameter<Value> = {
  parse(given: Given): Value
  format(value: Value): string
  defaultText: string
  /** Its name in the address, if that differs. */
  key?: string
}

/** A known word, or null. */
export function oneOf<Known extends string>(
  known: readonly Known[],
): ListParameter<Known | null> & { known: readonly Known[] } {
  return {
    known,
    parse: (given) => known.find((one) => one === given) ?? null,
    format: (value) => value ?? '',
    defaultText: '',
  }
}

/** A known word, or the default. */
export function withDefault<Known extends string>(
  defaultText: NoInfer<Known>,
  known: readonly Known[],
): ListParameter<Known> {
  return {
    parse: (given) => known.find((one) => one === given) ?? defaultText,
    format: (value) => value,
    defaultText,
  }
}

export const flag: ListParameter<boolean> = {
  parse: (given) => given === 'yes',
  format: (value) => (value ? 'yes' : ''),
  defaultText: '',
}

/** Free text of at most `maxLength` characters. */
export function freeText(maxLength: number): ListParameter<string> {
  return {
    parse: (given) => (typeof given === 'string' ? toStorableText(given.trim(), maxLength).trim() : ''),
    format: (value) => value,
    defaultText: '',
  }
}

/** How an address writes where a page ended. `key`: the name of the parameter, if it is not `after`. */
export type CursorFormat<Cursor, View = unknown> = {
  key?: string
  parse(given: Given, view: View): Cursor | null
  format(cursor: Cursor, view: Partial<View>): string
}

/** The place of the last row, in a list whose rows have numbers. */
export const offsetCursor: CursorFormat<number> = {
  parse: (given) => (typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : null),
  format: String,
}

// biome-ignore lint/suspicious/noExplicitAny: each part has a value of its own type.
type AnyParameters = Readonly<Record<string, ListParameter<any>>>
type ViewOf<Params extends AnyParameters> = { [Name in keyof Params]: ReturnType<Params[Name]['parse']> }

/** The address of a list: its view and the start of its page. It ignores unknown words. */
export type List<View, Cursor> = {
  path: string
  read(query: Query): View
  after(query: Query): Cursor | null
  /** Where the page ends, for lists that also page backwards. */
  before(query: Query): Cursor | null
  /** The address of a view, without defaults; `read` and `after` parse it. */
  href(view: Partial<View>, after?: Cursor | null, path?: string): string
  hrefBefore(view: Partial<View>, before: Cursor): string
  /** The query of that address. */
  query(view: Partial<View>): Record<string, string>
  /** The texts that an address omits, by parameter. */
  defaults: Readonly<Record<string, string>>
  /** The parts of a view that are not defaults. */
  chosen(view: Partial<View>): Partial<View>
  /** Whether the view leaves rows out. */
  isFiltered(view: Partial<View>): boolean
  /** The name and value of a form's control. */
  control(name: keyof View & string, view: Partial<View>): { name: string; value: string }
  /** The parts of a view that a filter form carries along. */
  carriedOver(view: Partial<View>): Partial<View>
}

/** `keep`: parts that are no filter, such as a tab or an order. `fix`: corrects views that contradict themselves. */
export function defineList<Params extends AnyParameters, Cursor = never>(
  path: string,
  parts: Params,
  {
    cursor,
    keep = [],
    fix = (view) => view,
  }: {
    cursor?: CursorFormat<Cursor, ViewOf<Params>>
    keep?: readonly (keyof Params & string)[]
    fix?: <View extends Partial<ViewOf<Params>>>(view: View) => View
  } = {},
): List<ViewOf<Params>, Cursor> {
  type View = ViewOf<Params>
  const cursorKey = cursor?.key ?? 'after'
  const names = Object.keys(parts) as (keyof Params & string)[]
  const textOf = (name: keyof Params, view: Partial<View>): string =>
    view[name] === undefined ? (parts[name]?.defaultText ?? '') : (parts[name]?.format(view[name]) ?? '')
  const isDefault = (name: keyof Params, view: Partial<View>) =>
    textOf(name, view) === parts[name]?.defaultText
  const keyOf = (name: keyof Params & string) => parts[name]?.key ?? name
  const chosen = (view: Partial<View>) => names.filter((name) => !isDefault(name, view))
  const read = (query: Query) =>
    fix(Object.fromEntries(names.map((name) => [name, parts[name]?.parse(query[keyOf(name)])])) as View)
  const query = (given: Partial<View>) => {
    const view = fix(given)
    return Object.fromEntries(chosen(view).map((name) => [keyOf(name), textOf(name, view)]))
  }
  const toHref = (view: Partial<View>, place: Record<string, string>, at = path) => {
    const search = new URLSearchParams({ ...query(view), ...place }).toString()
    return search ? `${at}?${search}` : at
  }
  const pick = (some: (keyof Params)[], view: Partial<View>) =>
    Object.fromEntries(some.map((name) => [name, view[name]])) as Partial<View>
  const formatCursor = (place: Cursor, view: Partial<View>) => cursor?.format(place, fix(view)) ?? ''
  return {
    path,
    read,
    after: (given) => cursor?.parse(given[cursorKey], read(given)) ?? null,
    before: (given) => cursor?.parse(given.before, read(given)) ?? null,
    href: (view, after = null, at) =>
      toHref(view, after === null ? {} : { [cursorKey]: formatCursor(after, view) }, at),
    hrefBefore: (view, before) => toHref(view, { before: formatCursor(before, view) }),
    query,
    defaults: Object.fromEntries(names.map((name) => [keyOf(name), parts[name]?.defaultText ?? ''])),
    chosen: (view) => pick(chosen(view), view),
    isFiltered: (view) => chosen(view).some((name) => !keep.includes(name)),
    carriedOver: (view) =>
      pick(
        chosen(view).filter((name) => keep.includes(name)),
        view,
      ),
    control: (name, view) => ({ name: keyOf(name), value: textOf(name, view) }),
  }
}
