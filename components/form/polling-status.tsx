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
 * Shows that a page updates automatically, and can stop it (WCAG 2.2.2). Without JavaScript a link reloads; styles choose,
 * so that nothing moves when the scripts arrive.
 */
export function PollingStatus({ waiting, path, isStopped, onStop, texts }: PollingStatusProps) {
  return (
    <>
      <span className={`flex items-center gap-1.5 ${waiting ? '' : 'noscript:hidden'}`}>
        <Icon name="clock" size="small" />
        <span>
          {waiting} <span className="noscript:hidden">{isStopped ? texts.stopped : texts.updating}</span>
        </span>
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
 * Polls after each wait while the tab is visible, and immediately when it becomes visible again; not while the server does
 * not respond. `wait` maps the number of polls so far to milliseconds; null stops polling.
 */
export function usePolling(isOn: boolean, wait: (polls: number) => number | null, poll: () => void): void {
  const onPoll = useEffectEvent(poll)
  const nextWait = useEffectEvent(wait)

  useEffect(() => {
    if (!isOn) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    let polls = 0
    async function pollNow() {
      polls += 1
      const isThere = await isServing()
      if (isOver) return
      if (isThere && !document.hidden) onPoll()
      plan()
    }
    function plan() {
      clearTimeout(timer)
      const wait = nextWait(polls)
      if (!document.hidden && wait !== null) timer = setTimeout(pollNow, wait)
    }
    function onVisibility() {
      clearTimeout(timer)
      if (!document.hidden) pollNow()
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
