'use client'

import { useEffect, useState } from 'react'
import type { SearchResponse } from '#/lib/admin/palette/response.ts'
import type { SearchTexts } from './palette-texts.ts'

/** Why there is no answer: a sentence, and what helps. */
export type SearchFault = { text: string; helps: 'again' | 'signIn' }

type Asked = { text: string; answer: SearchResponse | null; fault: SearchFault | null }

type Outcome = { answer?: SearchResponse; fault: SearchFault | null }

/** Debounce delay and timeout of a search, in milliseconds. */
const pause = 120
const longest = 10_000

/**
 * The server's answer to what is typed, a moment after the last key; an earlier question is ended. `isCurrent`: the answer is to
 * what is typed now.
 */
export function useSearchResults(text: string, texts: SearchTexts, path: string) {
  const [asked, setAsked] = useState<Asked>({ text: '', answer: null, fault: null })
  const [turn, setTurn] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks once more
  useEffect(() => {
    const ending = new AbortController()
    const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(longest + pause)])
    const waiting = setTimeout(
      async () => {
        const found = await ask(text, texts, path, signal)
        if (!ending.signal.aborted) setAsked((last) => ({ text, answer: last.answer, ...found }))
      },
      text ? pause : 0,
    )
    return () => {
      clearTimeout(waiting)
      ending.abort()
    }
  }, [text, turn])

  const isCurrent = asked.text === text && (asked.answer !== null || asked.fault !== null)
  return { ...asked, isCurrent, askAgain: () => setTurn(turn + 1) }
}

async function ask(text: string, texts: SearchTexts, path: string, signal: AbortSignal): Promise<Outcome> {
  const fault = (text: string, helps: SearchFault['helps'] = 'again') => ({ fault: { text: text, helps } })
  try {
    const query = new URLSearchParams({ q: text })
    const answer = await fetch(`${path}/results?${query}`, { signal, redirect: 'manual' })
    if (answer.type === 'opaqueredirect') return fault(texts.signedOut, 'signIn')
    if (answer.status === 429) return fault(await answer.text())
    if (!answer.ok) return fault(texts.failed)
    return { answer: (await answer.json()) as SearchResponse, fault: null }
  } catch (error) {
    return fault(error instanceof TypeError ? texts.offline : texts.failed)
  }
}
