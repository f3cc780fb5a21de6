import { toStorableText } from '#/lib/platform/values/characters.ts'

/** The parts of an address, as a page gets them. */
export type Query = Readonly<Record<string, Given>>
type Given = string | readonly string[] | undefined

/** What one word of a list's address says. `word`: as the form's control has it, too; an address leaves out the `usual` one. */
export type ListWord<Value> = { read(given: Given): Value; word(value: Value): string; usual: string }

/** One of the known words, or nothing. */
export function oneOf<Known extends string>(known: readonly Known[]): ListWord<Known | null> {
  return {
    read: (given) => known.find((one) => one === given) ?? null,
    word: (value) => value ?? '',
    usual: '',
  }
}

/** One of the known words, the usual one where the address says none. */
export function usually<Known extends string>(
  usual: NoInfer<Known>,
  known: readonly Known[],
): ListWord<Known> {
  return { read: (given) => known.find((one) => one === given) ?? usual, word: (value) => value, usual }
}

/** What somebody typed, of at most so many characters. */
export function typed(longest: number): ListWord<string> {
  return {
    read: (given) => (typeof given === 'string' ? toStorableText(given.trim(), longest).trim() : ''),
    word: (value) => value,
    usual: '',
  }
}

/** Where a page of a view ended, as an address says it. */
export type CursorWords<Cursor, View = unknown> = {
  read(given: Given, view: View): Cursor | null
  say(cursor: Cursor, view: Partial<View>): string
}

// biome-ignore lint/suspicious/noExplicitAny: a part reads what it says, whatever that is.
type Parts = Readonly<Record<string, ListWord<any>>>
type ViewOf<Said extends Parts> = { [Name in keyof Said]: ReturnType<Said[Name]['read']> }

/** The address of a list: what it shows, and where its page begins. Whatever an address says that is unknown counts for nothing. */
export type List<View, Cursor> = {
  path: string
  read(query: Query): View
  after(query: Query): Cursor | null
  /** The address of a view, which `read` and `after` read back; what is usual is not said. */
  href(view: Partial<View>, after?: Cursor | null, path?: string): string
  /** Whether the view leaves something out, beyond the tab it is. */
  isFiltered(view: View): boolean
  /** What the controls of a form hold. */
  words(view: View): { [Name in keyof View]: string }
  /** The tab of a view alone, which a filter leaves as it is. */
  tabOf(view: View): Partial<View>
}

/** `fix`: what a view cannot mean together. */
export function defineList<Said extends Parts, Cursor = never>(
  path: string,
  parts: Said,
  {
    cursor,
    tab,
    fix = (view) => view,
  }: {
    cursor?: CursorWords<Cursor, ViewOf<Said>>
    tab?: keyof Said & string
    fix?: <View extends Partial<ViewOf<Said>>>(view: View) => View
  } = {},
): List<ViewOf<Said>, Cursor> {
  type View = ViewOf<Said>
  const names = Object.keys(parts) as (keyof Said & string)[]
  const wordOf = (name: keyof Said, view: Partial<View>): string =>
    view[name] === undefined ? (parts[name]?.usual ?? '') : (parts[name]?.word(view[name]) ?? '')
  const isUsual = (name: keyof Said, view: Partial<View>) => wordOf(name, view) === parts[name]?.usual
  const read = (query: Query) =>
    fix(Object.fromEntries(names.map((name) => [name, parts[name]?.read(query[name])])) as View)
  return {
    path,
    read,
    after: (query) => cursor?.read(query.after, read(query)) ?? null,
    href: (given, after = null, at = path) => {
      const view = fix(given)
      const said = names.filter((name) => !isUsual(name, view)).map((name) => [name, wordOf(name, view)])
      if (after !== null && cursor) said.push(['after', cursor.say(after, view)])
      return said.length > 0 ? `${at}?${new URLSearchParams(said)}` : at
    },
    isFiltered: (view) => names.some((name) => name !== tab && !isUsual(name, view)),
    words: (view) =>
      Object.fromEntries(names.map((name) => [name, wordOf(name, view)])) as { [Name in keyof View]: string },
    tabOf: (view) => (tab && !isUsual(tab, view) ? ({ [tab]: view[tab] } as Partial<View>) : {}),
  }
}
