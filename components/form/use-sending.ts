'use client'

import { type SubmitEvent, startTransition, useActionState, useRef, useState } from 'react'

/** Why a form got no answer: no connection, no response, or a portal update since the page opened. */
export type Unsent = 'offline' | 'silent' | 'outdated'

export type Sending = ReturnType<typeof useSending>

/**
 * Sends a form to its server action, one request at a time. An unanswered action throws, and its error page would
 * replace the typed text; here it becomes `unsent`, and the form stays. `prepare` changes the data before sending.
 * Without JavaScript the form posts directly.
 */
export function useSending<State>(
  action: (previous: Awaited<State>, form: FormData) => State | Promise<State>,
  first: Awaited<State>,
  prepare?: (form: FormData) => Promise<void>,
) {
  const [unsent, setUnsent] = useState<Unsent | null>(null)
  const [state, dispatch] = useActionState(typeof window === 'undefined' ? action : attempt, first)
  const isSending = useRef(false)
  const last = useRef<{ form: HTMLFormElement; submitter: HTMLElement | null; focus: Element | null }>(null)

  async function attempt(previous: Awaited<State>, form: FormData): Promise<State | Awaited<State>> {
    const wasOffline = !navigator.onLine
    try {
      await prepare?.(form)
      const answer = await action(previous, form)
      isSending.current = false
      return answer
    } catch (error) {
      if (isAnswer(error)) throw error
      isSending.current = false
      setUnsent(nameFault(error, wasOffline))
      return previous
    }
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isSending.current) return
    isSending.current = true
    const form = event.currentTarget
    const { submitter } = event.nativeEvent
    last.current = { form, submitter, focus: document.activeElement }
    setUnsent(null)
    const data = new FormData(form, submitter)
    startTransition(() => dispatch(data))
  }

  /** Presses the same button again and focuses it, because the retry button disappears. */
  function sendAgain() {
    if (!last.current) return
    const { form, submitter, focus } = last.current
    if (focus instanceof HTMLElement) focus.focus()
    form.requestSubmit(submitter?.isConnected ? submitter : null)
  }

  return { state, action: dispatch, submit, isSending, unsent, sendAgain }
}

/** Whether the error comes from the server: Next's redirects and server errors have a digest. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'digest' in error
}

function nameFault(error: unknown, wasOffline: boolean): Unsent {
  if (error instanceof Error && error.name === 'UnrecognizedActionError') return 'outdated'
  return wasOffline ? 'offline' : 'silent'
}
