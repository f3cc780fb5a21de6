'use client'

import { Component, createContext, Fragment, type ReactNode, useContext } from 'react'

/** What a self-refreshing list passes to its rows. */
type Refreshing = {
  /** Rises each time the reader asks for what is new. */
  asked: number
  isLooking: boolean
  /** Called when showing the new rows would have moved others. */
  onMoved: () => void
}
export const RefreshingContext = createContext<Refreshing | null>(null)

type HeldRowsProps = {
  as: 'tbody' | 'ul' | 'div'
  className: string
  /** One for each child, which renders exactly one element. */
  keys: readonly string[]
  children: readonly ReactNode[]
}

/**
 * The rows of a list. In a self-refreshing list each row keeps its place and is updated only where that moves nothing;
 * new rows wait until the reader asks for them, and rows that left stay till then.
 */
export function HeldRows(props: HeldRowsProps) {
  const refreshing = useContext(RefreshingContext)
  if (refreshing) return <Holder {...props} {...refreshing} />
  return <props.as className={props.className}>{props.children}</props.as>
}

type Rows = ReadonlyMap<string, ReactNode>
type HolderState = { asked: number; given: readonly ReactNode[]; shown: Rows; before: Rows }

/** A class, as only `getSnapshotBeforeUpdate` sees where rows were. */
class Holder extends Component<HeldRowsProps & Refreshing, HolderState> {
  override state: HolderState = { asked: -1, given: [], shown: new Map(), before: new Map() }
  private element: Element | null = null

  static getDerivedStateFromProps(
    { asked, keys, children: given }: HeldRowsProps & Refreshing,
    state: HolderState,
  ): Partial<HolderState> | null {
    if (asked === state.asked && given === state.given) return null
    const latest = new Map(keys.map((key, place) => [key, given[place]]))
    if (asked !== state.asked) return { asked, given, shown: latest, before: latest }
    const shown = new Map([...state.shown].map(([key, row]) => [key, latest.get(key) ?? row]))
    return { given, shown, before: state.shown }
  }

  override getSnapshotBeforeUpdate({ isLooking, asked, children }: HeldRowsProps & Refreshing) {
    const isRefreshed = isLooking && asked === this.props.asked && children !== this.props.children
    return isRefreshed ? this.measure() : null
  }

  override componentDidUpdate(_props: unknown, _state: unknown, heights: string | null) {
    if (heights === null || heights === this.measure()) return
    this.setState(({ before }) => ({ shown: before }))
    this.props.onMoved()
  }

  /** The heights of the rows, as one text. */
  private measure(): string {
    return [...(this.element?.children ?? [])].map((row) => row.getBoundingClientRect().height).join()
  }

  override render() {
    return (
      <this.props.as
        className={this.props.className}
        ref={(element: Element | null) => {
          this.element = element
        }}
      >
        {[...this.state.shown].map(([key, row]) => (
          <Fragment key={key}>{row}</Fragment>
        ))}
      </this.props.as>
    )
  }
}
