'use client'

import { useEffect, useEffectEvent } from 'react'
import { isServing } from './is-serving.ts'

/**
 * Looks for changes after each wait while the tab is visible, and at once when it is shown again; not while the server does
 * not answer. `wait` takes the number of looks so far and answers milliseconds; null stops looking.
 */
export function useLooks(isOn: boolean, wait: (looks: number) => number | null, look: () => void): void {
  const onLook = useEffectEvent(look)
  const nextWait = useEffectEvent(wait)

  useEffect(() => {
    if (!isOn) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    let looks = 0
    async function lookNow() {
      looks += 1
      const isThere = await isServing()
      if (isOver) return
      if (isThere && !document.hidden) onLook()
      plan()
    }
    function plan() {
      clearTimeout(timer)
      const wait = nextWait(looks)
      if (!document.hidden && wait !== null) timer = setTimeout(lookNow, wait)
    }
    function onVisibility() {
      clearTimeout(timer)
      if (!document.hidden) lookNow()
    }
    plan()
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      isOver = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [isOn])
}
