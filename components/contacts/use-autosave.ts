'use client'

import { type FocusEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AutosaveAnswer, ContactFormState } from '#/lib/contacts/form/form-state.ts'
import { useLeftText } from './use-left-text.ts'

/** First retry delay in milliseconds; it doubles after each failure. */
const firstPause = 5_000
const maxPause = 300_000
/** Autosave waits this long after the last key, milliseconds. */
const typingPause = 1_000

type Options = {
  autosave: ((form: FormData) => Promise<AutosaveAnswer>) | null
  form: RefObject<HTMLFormElement | null>
  state: ContactFormState
  isSending: RefObject<boolean>
  /** Key in the tab's storage: person, account and environment. */
  name: string
  /** Restores unsaved text into the form, and calls `onInput`. */
  restore: (form: FormData) => void
}

/** `unanswered`: we do not know whether the server saved it. */
type AutosaveStatus = { kind: AutosaveAnswer['kind'] | 'unanswered'; text: string }

export type Autosave = ReturnType<typeof useAutosave>

/**
 * Saves the draft when typing pauses or the focus moves. It repeats an unanswered save unchanged, because saving the
 * same twice makes one version; later text then starts from that version.
 */
export function useAutosave({ autosave, form, state, isSending, name, restore }: Options) {
  const [reported, setReported] = useState<AutosaveStatus & { since: string }>()
  /** The state of the form in which something waits to be saved. */
  const [saving, setSaving] = useState<string | null>(null)
  const queue = useRef<Promise<void>>(Promise.resolve())
  const known = useRef(startFrom(state))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined)

  const saveTyped = useEffectEvent(save)
  useEffect(() => {
    known.current = startFrom(state)
    if (form.current) {
      known.current.print = fingerprint(readDefaults(form.current))
      // What was typed before this script ran.
      saveTyped()
    }
    return () => {
      clearTimeout(timer.current)
      clearTimeout(typing.current)
    }
  }, [state, form])

  useEffect(() => {
    const retry = () => {
      if (known.current.failures > 0) save()
    }
    window.addEventListener('online', retry)
    return () => window.removeEventListener('online', retry)
  })

  function save() {
    clearTimeout(typing.current)
    if (isSending.current) return setSaving(null)
    queue.current = queue.current.then(attemptOnce)
  }

  async function attemptOnce(): Promise<void> {
    await attempt()
    setSaving(null)
  }

  async function attempt(): Promise<void> {
    clearTimeout(timer.current)
    const start = known.current
    if (!autosave || !form.current || start.isConflict) return
    const isRetry = start.unanswered !== null
    const data = start.unanswered ?? new FormData(form.current)
    const print = fingerprint(data)
    if (!isRetry && print === start.print) return
    start.sent = print
    setSaving(state.id)
    data.set('version', String(start.version))
    const answer = await autosave(data).catch(() => null)
    // The form was submitted and answered during this save.
    if (start !== known.current) return
    start.unanswered = answer ? null : data
    start.isConflict = answer?.kind === 'conflict'
    setReported({ since: state.id, kind: answer?.kind ?? 'unanswered', text: answer?.status ?? '' })
    if (answer?.kind === 'saved') {
      Object.assign(start, { version: answer.version, print, failures: 0 })
      // Text typed while the request had no answer.
      return isRetry ? attempt() : undefined
    }
    if (start.isConflict) return
    timer.current = setTimeout(save, Math.min(firstPause * 2 ** start.failures, maxPause))
    start.failures += 1
  }

  /** The version to start from. @throws Error while a save has no answer */
  async function settle(): Promise<number> {
    await queue.current
    if (known.current.unanswered) await attemptOnce()
    if (known.current.unanswered) throw new Error('The draft has no answer.')
    return known.current.version
  }

  function onInput() {
    clearTimeout(typing.current)
    typing.current = setTimeout(save, typingPause)
    if (autosave && !known.current.isConflict && known.current.failures === 0) setSaving(state.id)
  }

  useLeftText({
    name,
    unsaved() {
      const { version, print, sent, isConflict } = known.current
      if (!autosave || !form.current) return null
      const typed = fingerprint(new FormData(form.current))
      // The conflict is not resolved yet, and only the other person's version avoids it.
      if (isConflict) return { typed, version: 0, saved: [] }
      return typed === print ? null : { typed, version, saved: [print, sent] }
    },
    restore({ typed, version, saved }) {
      const { print } = known.current
      if (!autosave || typed === print) return
      // Somebody else saved: we keep the old version so that the server reports the conflict.
      if (!saved.includes(print)) known.current.version = version
      restore(readFingerprint(typed))
    },
  })

  function onBlur(event: FocusEvent<HTMLFormElement>) {
    if (!(event.relatedTarget instanceof HTMLButtonElement)) save()
  }

  return {
    status: reported?.since === state.id ? reported : undefined,
    isSaving: saving === state.id,
    settle,
    retry: save,
    onBlur,
    onInput,
  }
}

function startFrom({ version, conflict }: ContactFormState) {
  return {
    version,
    print: '',
    sent: '',
    isConflict: conflict !== null,
    unanswered: null as FormData | null,
    failures: 0,
  }
}

/** What the server put into the form. */
function readDefaults(form: HTMLFormElement): FormData {
  const untouched = form.cloneNode(true) as HTMLFormElement
  // Outside the page, a control of another form would belong to this one.
  for (const control of untouched.querySelectorAll('[form]')) control.remove()
  untouched.reset()
  return new FormData(untouched)
}

/** The form's content without its version, to detect changes. */
function fingerprint(data: FormData): string {
  data.delete('version')
  data.delete('intent')
  return JSON.stringify([...data])
}

function readFingerprint(print: string): FormData {
  const data = new FormData()
  for (const [name, value] of JSON.parse(print) as [string, string][]) data.append(name, value)
  return data
}
