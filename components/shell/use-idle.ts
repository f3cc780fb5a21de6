'use client'

import { useCallback, useEffect, useRef } from 'react'
import { now } from '#/lib/platform/values/clock.ts'

/** Answers whether nobody pressed, moved or scrolled anything on the page for `longest` milliseconds. */
export function useIdle(longest: number): () => boolean {
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
