'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { PollingStatus, usePolling } from '#/components/form/polling-status.tsx'
import { LiveRegion } from '#/components/ui/live-region.tsx'
import { second } from '#/lib/platform/values/clock.ts'

type LiveControlProps = {
  inFlight: boolean
  /** Milliseconds between updates; without it the interval grows. */
  every?: number | undefined
  /** The page's content piece by piece; a screen reader announces each change. */
  said: readonly { id: string; text: string }[]
  path: string
  texts: Record<'waiting' | 'updating' | 'stopped' | 'refresh' | 'stop' | 'resume' | 'settled', string>
}

/**
 * Reloads the page while something is in progress and the tab is visible, and announces what changed. People can stop
 * it (WCAG 2.2.2). Without JavaScript a link does the same once.
 */
export function LiveControl({ inFlight, every, said, path, texts }: LiveControlProps) {
  const router = useRouter()
  const [isStopped, setStopped] = useState(false)
  const spoken = useChanges(said, inFlight, texts.settled)
  usePolling(inFlight && !isStopped, (looks) => every ?? nextPoll(looks), router.refresh)

  return (
    <>
      <div className="sr-only">
        <LiveRegion>{spoken}</LiveRegion>
      </div>
      {inFlight ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-small print:hidden">
          <PollingStatus
            waiting={texts.waiting}
            path={path}
            isStopped={isStopped}
            onStop={setStopped}
            texts={texts}
          />
        </div>
      ) : null}
    </>
  )
}

/** The changed pieces, and a final message once everything is settled. */
function useChanges(said: LiveControlProps['said'], inFlight: boolean, settled: string): string {
  const [known, setKnown] = useState({ said, inFlight })
  const [spoken, setSpoken] = useState('')
  if (known.said === said && known.inFlight === inFlight) return spoken
  const before = new Map(known.said.map(({ id, text }) => [id, text]))
  const changed = said.filter(({ id, text }) => before.get(id) !== text).map(({ text }) => text)
  setKnown({ said, inFlight })
  if (changed.length > 0) setSpoken([...changed, ...(inFlight ? [] : [settled])].join(' '))
  return spoken
}

const delays = [1, 1, 1, 2, 2, 3, 5, 8, 13, 21, 34]

/** The next interval, milliseconds: mail servers answer within seconds, retries follow after minutes. */
const nextPoll = (looks: number): number => (delays[looks] ?? 60) * second
