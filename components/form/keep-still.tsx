'use client'

import { Component, type ReactNode } from 'react'

type Held = { element: Element; top: number } | null

/**
 * Keeps the control that is pressed, or else focused, where it is in the window while the form around it changes: what
 * autosave brings from the server could otherwise move a button away between press and release, and the press would be lost.
 */
export class KeepStill extends Component<{ children: ReactNode }> {
  /** Safari does not focus a button that is pressed. */
  private pressed: Element | null = null
  private readonly press = ({ target }: Event) => {
    this.pressed = target instanceof Element ? target : null
  }
  private readonly release = () => {
    this.pressed = null
  }

  override componentDidMount(): void {
    document.addEventListener('pointerdown', this.press)
    for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, this.release)
  }

  override componentWillUnmount(): void {
    document.removeEventListener('pointerdown', this.press)
    for (const end of ['pointerup', 'pointercancel']) document.removeEventListener(end, this.release)
  }

  private get held(): Element | null {
    return this.pressed ?? document.activeElement
  }

  override getSnapshotBeforeUpdate(): Held {
    const element = this.held
    if (!element || element === document.body) return null
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > 0 && top < window.innerHeight ? { element, top } : null
  }

  override componentDidUpdate(_props: unknown, _state: unknown, before: Held): void {
    const element = this.held
    if (!before || before.element !== element || element.getClientRects().length === 0) return
    const moved = () => element.getBoundingClientRect().top - before.top
    const { scrollY } = window
    const atFirst = moved()
    // Twice, because a sticky bar that stood at the window's edge leaves it once the page has scrolled.
    for (const _ of [1, 2]) if (moved() !== 0) window.scrollBy({ top: moved(), behavior: 'instant' })
    // A bar that grew at the window's edge stays there, wherever the page is.
    if (atFirst !== 0 && Math.abs(moved()) >= Math.abs(atFirst))
      window.scrollTo({ top: scrollY, behavior: 'instant' })
  }

  override render(): ReactNode {
    return this.props.children
  }
}
