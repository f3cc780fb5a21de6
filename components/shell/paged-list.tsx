import { getTranslations } from 'next-intl/server'
import type { ComponentProps, ReactNode } from 'react'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import type { List } from '#/lib/platform/lists/define-list.ts'
import { ZoneNote } from './instant.tsx'
import { LiveList, LiveParts } from './live-list.tsx'

type ListProps<View, Cursor> = {
  list: List<View, Cursor>
  view?: Partial<View>
  /** Path of the list, if it differs from the definition's. */
  path?: string
}

type PagerProps<View, Cursor> = ListProps<View, Cursor> & {
  /** Where this page begins, and where the next one does; null on the first and on the last. */
  after: Cursor | null
  next: Cursor | null
  /** The texts of the links, if they are not "First page" and "Next page". */
  words?: { first?: string; next?: string }
}

/** Links to the first and the next page of a list; nothing for a single page. */
export async function Pager<View, Cursor>(props: PagerProps<View, Cursor>) {
  const { list, view = {}, path, after, next, words } = props
  const t = await getTranslations('common.pages')
  if (after === null && next === null) return null
  return (
    <ButtonRow>
      {after === null ? null : (
        <ButtonLink href={list.href(view, null, path)}>{words?.first ?? t('first')}</ButtonLink>
      )}
      {next === null ? null : (
        <ButtonLink href={list.href(view, next, path)}>{words?.next ?? t('next')}</ButtonLink>
      )}
    </ButtonRow>
  )
}

type PagedListProps<View, Cursor> = PagerProps<View, Cursor> & {
  rows: readonly unknown[]
  /** What a list without rows says; null if the page says it elsewhere. */
  empty: { icon: ComponentProps<typeof EmptyState>['icon']; title: string; text?: string } | null
  /** Whether the table shows times; their zone is named below it. */
  zoned?: boolean
  /** For a self-refreshing list: the keys of its rows. */
  live?: readonly string[]
  children: ReactNode
}

/** A page of a list: the table, or what an empty list says, and the links to other pages. */
export function PagedList<View, Cursor>(props: PagedListProps<View, Cursor>) {
  const { rows, empty, zoned = true, live, children, ...pager } = props
  const { list, view = {}, path, after } = pager
  const content =
    rows.length > 0 ? (
      <>
        {children}
        {zoned ? <ZoneNote /> : null}
      </>
    ) : empty ? (
      <EmptyState icon={empty.icon} title={empty.title}>
        {empty.text}
      </EmptyState>
    ) : null
  if (!live)
    return (
      <>
        {content}
        <Pager {...pager} />
      </>
    )
  return (
    <LiveList keys={live} path={list.href(view, after, path)}>
      <LiveParts parts={{ [rows.length > 0 ? 'rows' : 'none']: content }} />
      <Pager {...pager} />
    </LiveList>
  )
}

type ListTabsProps<View, Cursor, Value> = ListProps<View, Cursor> & {
  view: Partial<View>
  /** The word of the view that the tabs choose, and its values. */
  name: keyof View
  values: readonly Value[]
  label: string
  text: (value: Value) => string
  count?: (value: Value) => number | string | undefined
}

/** Tabs for the values of one word of a list's view; each keeps the rest of the view. */
export function ListTabs<View, Cursor, Value>(props: ListTabsProps<View, Cursor, Value>) {
  const { list, view, path, name, values, label, text, count } = props
  return (
    <Tabs
      label={label}
      tabs={values.map((value) => ({
        href: list.href({ ...view, [name]: value }, null, path),
        label: text(value),
        current: Object.is(value, view[name]),
        count: count?.(value),
      }))}
    />
  )
}
