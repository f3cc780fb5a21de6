'use client'

import { useEffect, useEffectEvent } from 'react'

/** What the form held unsaved: `version` is what it started from, `saved` what it held where that is ours. */
export type LeftText = { typed: string; version: number; saved: string[] }

type Options = {
  /** Whose text it is, and of which form: nobody else's in the same tab. */
  name: string
  /** What is not saved at this moment; null where all is. */
  unsaved: () => LeftText | null
  /** Puts it back into the form, which is there again. */
  restore: (left: LeftText) => void
}

/**
 * Keeps what was typed and not yet saved when the page goes away: a reload, a crash of the browser, a phone that drops what is
 * out of sight. A request sent at that moment might come after the page that is loaded next, so the tab keeps it.
 */
export function useLeftText({ name, unsaved, restore }: Options) {
  const keep = useEffectEvent(() => {
    const left = unsaved()
    if (!left) return drop()
    try {
      sessionStorage.setItem(name, JSON.stringify(left))
    } catch {
      // A browser's storage can be full: there is nowhere else to keep it.
    }
  })
  const drop = useEffectEvent(() => sessionStorage.removeItem(name))
  const putBack = useEffectEvent(() => {
    const left = sessionStorage.getItem(name)
    drop()
    if (left) restore(JSON.parse(left))
  })

  useEffect(() => {
    const onVisibility = () => (document.hidden ? keep() : drop())
    putBack()
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
