'use client'

import { useEffect, useEffectEvent } from 'react'

/** Unsaved content: `version` is where it started, `saved` the content of our own last save. */
type LeftText = { typed: string; version: number; saved: string[] }

type Options = {
  /** Storage key: person and form, so that another person in the same tab never sees it. */
  name: string
  /** The unsaved content; null if everything is saved. */
  unsaved: () => LeftText | null
  restore: (left: LeftText) => void
}

/**
 * Keeps unsaved text in the tab's storage when the page goes away: a reload, a crash, a phone that unloads the tab. A
 * request at that moment could arrive after the next page load.
 */
export function useLeftText({ name, unsaved, restore }: Options) {
  const keep = useEffectEvent(() => {
    const left = unsaved()
    if (!left) return drop()
    try {
      sessionStorage.setItem(name, JSON.stringify(left))
    } catch {
      // The storage can be full, and there is no other place.
    }
  })
  const drop = useEffectEvent(() => sessionStorage.removeItem(name))
  const restoreText = useEffectEvent(() => {
    const left = sessionStorage.getItem(name)
    drop()
    if (left) restore(JSON.parse(left))
  })

  useEffect(() => {
    const onVisibility = () => (document.hidden ? keep() : drop())
    restoreText()
    window.addEventListener('pagehide', keep)
    window.addEventListener('pageshow', drop)
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      window.removeEventListener('pagehide', keep)
      window.removeEventListener('pageshow', drop)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [])
}
