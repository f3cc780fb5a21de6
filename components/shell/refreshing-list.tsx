'use client'

import { useRouter } from 'next/navigation'
import {
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
} from 'react'
import { PollingStatus, usePolling } from '#/components/form/polling-status.tsx'
import { Button } from '#/components/ui/button.tsx'
import { RefreshingContext } from '#/components/ui/held-rows.tsx'
import { LiveRegion } from '#/components/ui/live-region.tsx'
import { minute, now, second } from '#/lib/platform/values/clock.ts'

type RefreshingListProps = {
  /** The rows on the page, in their order. */
  keys: readonly string[]
  path: string
  texts: Record<'updating' | 'stopped' | 'refresh' | 'stop' | 'resume' | 'news' | 'changed' | 'show', string>
  /** Stands beside the line, such as the number of rows. */
  head?: ReactNode
  children: ReactNode
}

const every = 30 * second
/** Whoever left their desk has to sign in again in time; a page that looks for ever would keep their session. */
const maxIdle = 60 * minute

/**
 * A list that refreshes automatically while its tab is visible. Rows being read stay in place; what is new is announced
 * and shown when the reader asks.
 */
export function RefreshingList({ keys, path, texts, head, children }: RefreshingListProps) {
  const router = useRouter()
  const line = useRef<HTMLDivElement>(null)
  const [isLooking, startLooking] = useTransition()
  const [shown, setShown] = useState({ keys, asked: 0, isMoved: false })
  const [isStopped, setStopped] = useState(false)
  const isIdle = useIdle(maxIdle)
  usePolling(
    !isStopped,
    () => every,
    () => (isIdle() ? setStopped(true) : startLooking(() => router.refresh())),
  )

  const known = new Set(shown.keys)
  const news = keys.filter((key) => !known.has(key)).length
  const isChanged = shown.isMoved || keys.join() !== shown.keys.join()
  const status = isChanged ? (news > 0 ? `${texts.news} ${news}` : texts.changed) : null
  const { asked } = shown
  const refreshing = useMemo(() => {
    const onMoved = () => setShown((last) => ({ ...last, isMoved: true }))
    return { asked, isLooking, onMoved }
  }, [asked, isLooking])

  // The new rows begin here. Only now is the line back in its own place.
  useLayoutEffect(() => {
    if (asked > 0) line.current?.focus()
  }, [asked])

  return (
    <RefreshingContext value={refreshing}>
      <div data-list className="flex min-w-0 flex-col gap-3">
        <div ref={line} tabIndex={-1} className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {head}
          <div
            className={`ml-auto flex min-h-8 items-center gap-x-2 text-muted text-small print:hidden ${isChanged ? 'invisible' : ''}`}
          >
            <PollingStatus path={path} isStopped={isStopped} onStop={setStopped} texts={texts} />
          </div>
        </div>
        <div className="sr-only">
          <LiveRegion>{status}</LiveRegion>
        </div>
        {status ? (
          // Takes no space: it overlays the line, and stays visible when the line is scrolled away.
          <div className="sticky top-24 z-10 -mt-3 h-0 text-small print:hidden">
            <div className="absolute right-0 bottom-0 flex items-center gap-x-3 rounded-box bg-surface pl-3 font-medium shadow-float">
              <span aria-hidden="true">{status}</span>
              <Button
                type="button"
                size="small"
                onClick={() => setShown({ keys, asked: asked + 1, isMoved: false })}
              >
                {texts.show}
              </Button>
            </div>
          </div>
        ) : null}
        <div className="flex min-w-0 flex-col gap-6">{children}</div>
      </div>
    </RefreshingContext>
  )
}

/** Returns whether nobody pressed, moved or scrolled anything on the page for `longest` milliseconds. */
function useIdle(longest: number): () => boolean {
  const usedAt = useRef(0)
  useEffect(() => {
    const use = () => {
      usedAt.current = now()
    }
    use()
    const signs = ['pointermove', 'keydown', 'scroll'] as const
    for (const sign of signs) addEventListener(sign, use, { passive: true, capture: true })
    return () => {
      for (const sign of signs) removeEventListener(sign, use, { capture: true })
    }
  }, [])
  return useCallback(() => now() - usedAt.current > longest, [longest])
}
