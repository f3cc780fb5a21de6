'use client'

import { type SubmitEvent, startTransition, useActionState, useRef, useState } from 'react'

/** Why a form has no answer: there was no connection, no answer came, or the portal was updated since its page was opened. */
export type Unsent = 'offline' | 'silent' | 'outdated'

export type Sending = ReturnType<typeof useSending>

/**
 * Sends a form to its server action, one sending at a time. An action that gets no answer throws, and its error would
 * replace the page with all that was typed: here it is `unsent`, and the form stays as it is.
 *
 * `prepare` has the form's data before it is sent. Without JavaScript the form posts to the action itself.
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

  /** Presses the same button again; the focus goes back there, since the button that offers this goes away. */
  function sendAgain() {
    if (!last.current) return
    const { form, submitter, focus } = last.current
    if (focus instanceof HTMLElement) focus.focus()
    form.requestSubmit(submitter?.isConnected ? submitter : null)
  }

  return { state, action: dispatch, submit, isSending, unsent, sendAgain }
}

/** Whether the server said this: Next's redirects and the server's own faults carry a digest. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'digest' in error
}

function nameFault(error: unknown, wasOffline: boolean): Unsent {
  if (error instanceof Error && error.name === 'UnrecognizedActionError') return 'outdated'
  return wasOffline ? 'offline' : 'silent'
}
