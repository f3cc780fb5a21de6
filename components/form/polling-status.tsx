'use client'

import { useEffect, useEffectEvent } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { isServing } from './is-serving.ts'

type PollingStatusProps = {
  /** What the page waits for, before the words for updating. */
  waiting?: string
  path: string
  isStopped: boolean
  onStop: (isStopped: boolean) => void
  texts: Record<'updating' | 'stopped' | 'refresh' | 'stop' | 'resume', string>
}

/**
 * Says that a page looks for news by itself, and stops it (WCAG 2.2.2). Without JavaScript a link looks once; styles choose,
 * so that nothing moves when the scripts arrive.
 */
export function PollingStatus({ waiting, path, isStopped, onStop, texts }: PollingStatusProps) {
  return (
    <>
      <span className={`flex items-center gap-1.5 ${waiting ? '' : 'noscript:hidden'}`}>
        <Icon name="clock" size="small" />
        {waiting}
        <span className="noscript:hidden">{isStopped ? texts.stopped : texts.updating}</span>
      </span>
      <a
        href={path}
        className={`min-h-8 items-center ${isStopped ? 'inline-flex' : 'hidden noscript:inline-flex'}`}
      >
        {texts.refresh}
      </a>
      <span className="noscript:hidden">
        <Button type="button" variant="quiet" size="small" onClick={() => onStop(!isStopped)}>
          {isStopped ? texts.resume : texts.stop}
        </Button>
      </span>
    </>
  )
}

/**
 * Looks for changes after each wait while the tab is visible, and at once when it is shown again; not while the server does
 * not answer. `wait` takes the number of looks so far and answers milliseconds; null stops looking.
 */
export function usePolling(isOn: boolean, wait: (looks: number) => number | null, look: () => void): void {
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
