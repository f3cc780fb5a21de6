'use client'

import { Component, type ReactNode } from 'react'

type Focus = { element: Element; top: number } | null

/**
 * Keeps the focused control where it is in the window while the form around it changes: what autosave brings from the
 * server could otherwise move a button away between press and release, and the press would be lost.
 */
export class KeepStill extends Component<{ children: ReactNode }> {
  override getSnapshotBeforeUpdate(): Focus {
    const element = document.activeElement
    return element && element !== document.body ? { element, top: element.getBoundingClientRect().top } : null
  }

  override componentDidUpdate(_props: unknown, _state: unknown, before: Focus): void {
    if (!before || before.element !== document.activeElement) return
    // Twice, because a sticky bar that stood at the window's edge leaves it once the page has scrolled.
    for (const _ of [1, 2]) {
      const moved = before.element.getBoundingClientRect().top - before.top
      if (moved !== 0) window.scrollBy({ top: moved, behavior: 'instant' })
    }
  }

  override render(): ReactNode {
    return this.props.children
  }
}
