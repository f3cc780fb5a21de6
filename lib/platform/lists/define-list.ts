import { toStorableText } from '#/lib/platform/values/characters.ts'

/** The query of an address, as Next hands it to a page. */
export type Query = Readonly<Record<string, Given>>
type Given = string | readonly string[] | undefined

/** The query of an address with repeated names, such as a form's check boxes. */
export function toQuery(params: URLSearchParams): Query {
  const given = [...new Set(params.keys())].map((name): [string, string[]] => [name, params.getAll(name)])
  return Object.fromEntries(given.map(([name, all]) => [name, all.length > 1 ? all : all[0]]))
}

/** One parameter of a list's address. `word`: its text, also in the form's control; an address omits the `usual` one. */
export type ListParameter<Value> = {
  read(given: Given): Value
  word(value: Value): string
  usual: string
  /** Its name in the address, if that differs. */
  as?: string
}

/** A known word, or null. */
export function oneOf<Known extends string>(
  known: readonly Known[],
): ListParameter<Known | null> & { known: readonly Known[] } {
  return {
    known,
    read: (given) => known.find((one) => one === given) ?? null,
    word: (value) => value ?? '',
    usual: '',
  }
}

/** A known word; without one, the usual. */
export function usually<Known extends string>(
  usual: NoInfer<Known>,
  known: readonly Known[],
): ListParameter<Known> {
  return { read: (given) => known.find((one) => one === given) ?? usual, word: (value) => value, usual }
}

export const flag: ListParameter<boolean> = {
  read: (given) => given === 'yes',
  word: (value) => (value ? 'yes' : ''),
  usual: '',
}

/** Free text of at most `longest` characters. */
export function typed(longest: number): ListParameter<string> {
  return {
    read: (given) => (typeof given === 'string' ? toStorableText(given.trim(), longest).trim() : ''),
    word: (value) => value,
    usual: '',
  }
}

/** How an address writes where a page ended. `as`: the name of the parameter, if it is not `after`. */
export type CursorFormat<Cursor, View = unknown> = {
  as?: string
  read(given: Given, view: View): Cursor | null
  say(cursor: Cursor, view: Partial<View>): string
}

/** The place of the last row, in a list whose rows have numbers. */
export const offsetCursor: CursorFormat<number> = {
  read: (given) => (typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : null),
  say: String,
}

// biome-ignore lint/suspicious/noExplicitAny: each part has a value of its own type.
type Parts = Readonly<Record<string, ListParameter<any>>>
type ViewOf<Said extends Parts> = { [Name in keyof Said]: ReturnType<Said[Name]['read']> }

/** The address of a list: its view and the start of its page. It ignores unknown words. */
export type List<View, Cursor> = {
  path: string
  read(query: Query): View
  after(query: Query): Cursor | null
  /** Where the page ends, for lists that also page backwards. */
  before(query: Query): Cursor | null
  /** The address of a view, without its usual words; `read` and `after` read it back. */
  href(view: Partial<View>, after?: Cursor | null, path?: string): string
  hrefBefore(view: Partial<View>, before: Cursor): string
  /** The query of that address. */
  query(view: Partial<View>): Record<string, string>
  /** The words that an address omits, by the names of its query. */
  usual: Readonly<Record<string, string>>
  /** The parts of a view that are not usual. */
  chosen(view: Partial<View>): Partial<View>
  /** Whether the view leaves rows out. */
  isFiltered(view: Partial<View>): boolean
  /** The name and value of a form's control. */
  control(name: keyof View & string, view: Partial<View>): { name: string; value: string }
  /** The parts of a view that a filter form carries along. */
  kept(view: Partial<View>): Partial<View>
}

/** `keep`: parts that are no filter, such as a tab or an order. `fix`: corrects views that contradict themselves. */
export function defineList<Said extends Parts, Cursor = never>(
  path: string,
  parts: Said,
  {
    cursor,
    keep = [],
    fix = (view) => view,
  }: {
    cursor?: CursorFormat<Cursor, ViewOf<Said>>
    keep?: readonly (keyof Said & string)[]
    fix?: <View extends Partial<ViewOf<Said>>>(view: View) => View
  } = {},
): List<ViewOf<Said>, Cursor> {
  type View = ViewOf<Said>
  const begins = cursor?.as ?? 'after'
  const names = Object.keys(parts) as (keyof Said & string)[]
  const wordOf = (name: keyof Said, view: Partial<View>): string =>
    view[name] === undefined ? (parts[name]?.usual ?? '') : (parts[name]?.word(view[name]) ?? '')
  const isUsual = (name: keyof Said, view: Partial<View>) => wordOf(name, view) === parts[name]?.usual
  const keyOf = (name: keyof Said & string) => parts[name]?.as ?? name
  const chosen = (view: Partial<View>) => names.filter((name) => !isUsual(name, view))
  const read = (query: Query) =>
    fix(Object.fromEntries(names.map((name) => [name, parts[name]?.read(query[keyOf(name)])])) as View)
  const query = (given: Partial<View>) => {
    const view = fix(given)
    return Object.fromEntries(chosen(view).map((name) => [keyOf(name), wordOf(name, view)]))
  }
  const write = (view: Partial<View>, place: Record<string, string>, at = path) => {
    const said = new URLSearchParams({ ...query(view), ...place }).toString()
    return said ? `${at}?${said}` : at
  }
  const pick = (some: (keyof Said)[], view: Partial<View>) =>
    Object.fromEntries(some.map((name) => [name, view[name]])) as Partial<View>
  const say = (place: Cursor, view: Partial<View>) => cursor?.say(place, fix(view)) ?? ''
  return {
    path,
    read,
    after: (given) => cursor?.read(given[begins], read(given)) ?? null,
    before: (given) => cursor?.read(given.before, read(given)) ?? null,
    href: (view, after = null, at) => write(view, after === null ? {} : { [begins]: say(after, view) }, at),
    hrefBefore: (view, before) => write(view, { before: say(before, view) }),
    query,
    usual: Object.fromEntries(names.map((name) => [keyOf(name), parts[name]?.usual ?? ''])),
    chosen: (view) => pick(chosen(view), view),
    isFiltered: (view) => chosen(view).some((name) => !keep.includes(name)),
    kept: (view) =>
      pick(
        chosen(view).filter((name) => keep.includes(name)),
        view,
      ),
    control: (name, view) => ({ name: keyOf(name), value: wordOf(name, view) }),
  }
}
