'use client'

import { useRouter } from 'next/navigation'
import {
  type ClipboardEvent,
  type FocusEvent,
  type SubmitEvent,
  startTransition,
  useActionState,
  useEffect,
  useRef,
  useState,
} from 'react'
import { readForm } from '#/lib/contacts/form.ts'
import { applyIntent, focusAfter, listOverfull, readIntent, withPasted } from '#/lib/contacts/form-intent.ts'
import type { AutosaveAnswer, ContactFormAction, ContactFormState } from '#/lib/contacts/form-state.ts'
import { splitPasted } from '#/lib/contacts/paste.ts'
import { type ContactFormValues, isAddressFieldId, maxEntries } from '#/lib/contacts/schema.ts'
import { type ContactTexts, fill } from './texts.ts'

type Options = {
  action: ContactFormAction | null
  autosave: ((form: FormData) => Promise<AutosaveAnswer>) | null
  initial: ContactFormState
  account: { zone: string }
  texts: ContactTexts
}

/** Rows changed in the browser since the server last answered. */
type Local = { since: string; count: number; values: ContactFormValues; errors: Record<string, string> }

/**
 * What the contact form does where JavaScript runs. Controls keep their own text: values are read from the form when
 * rows change, and the controls made anew, so that typing never waits for anything.
 */
export function useContactForm({ action, autosave, initial, account, texts }: Options) {
  const router = useRouter()
  const ref = useRef<HTMLFormElement>(null)
  const [state, dispatch] = useActionState(action ?? keepState, initial)
  const [local, setLocal] = useState<Local | null>(null)
  const [status, setStatus] = useState('')
  const current = local?.since === state.id ? local : null
  const generation = `${state.id} ${current?.count ?? 0}`

  const focus = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves once the new rows are there
  useEffect(() => {
    const wanted = focus.current
    focus.current = null
    if (wanted) ref.current?.querySelector<HTMLElement>(`[name="${CSS.escape(wanted)}"]`)?.focus()
  }, [generation])

  const version = useRef(state.version)
  const saved = useRef('')
  const saving = useRef<Promise<void>>(Promise.resolve())
  const conflicted = useRef(false)
  useEffect(() => {
    version.current = state.version
    conflicted.current = state.conflict !== null
    saved.current = ref.current ? fingerprint(new FormData(ref.current)) : ''
  }, [state])

  function change(values: ContactFormValues, focusOn: string | null, errors: Local['errors'] = {}) {
    focus.current = focusOn
    setLocal({ since: state.id, count: (current?.count ?? 0) + 1, values, errors })
  }

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form, event.nativeEvent.submitter)
    const intent = String(data.get('intent'))
    if (readIntent(intent)) {
      const values = applyIntent(readForm(data), intent, account.zone)
      change(values, focusAfter(values, intent))
      return
    }
    // What is being saved by itself makes the version this starts from.
    await saving.current
    data.set('version', String(version.current))
    startTransition(() => dispatch(data))
  }

  function saveOnBlur(event: FocusEvent<HTMLFormElement>) {
    const form = event.currentTarget
    if (!autosave || conflicted.current || event.relatedTarget instanceof HTMLButtonElement) return
    saving.current = saving.current.then(async () => {
      const data = new FormData(form)
      const print = fingerprint(data)
      if (conflicted.current || print === saved.current) return
      data.set('version', String(version.current))
      const answer = await autosave(data).catch(() => null)
      if (answer === null) return
      setStatus(answer.status)
      if (answer.version === null) {
        conflicted.current = true
        return
      }
      version.current = answer.version
      saved.current = print
      startTransition(() => router.refresh())
    })
  }

  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const text = event.clipboardData.getData('text')
    const pasted = splitPasted(text)
    const { name, value } = event.currentTarget
    const [field, index] = name.split('.')
    const form = ref.current
    const isPlain = pasted.length < 2 && (value !== '' || pasted.join() === text.trim())
    if (!form || !isAddressFieldId(field) || isPlain) return
    event.preventDefault()
    const before = readForm(new FormData(form))
    const values = withPasted(before, field, Number(index), pasted)
    if (!values) return change(before, name, { [name]: sayCount(texts.nothingPasted, pasted.length) })
    const overfull = listOverfull(values).find(({ path }) => path.startsWith(`${field}.`))
    change(values, overfull?.path ?? focusAfter(values, `add:${field}`))
  }

  function sayCount(text: string, count: number): string {
    return fill(text, { count, max: maxEntries })
  }

  const overfull = current
    ? listOverfull(current.values).map(({ path, count }) => [path, sayCount(texts.tooMany, count)])
    : []
  return {
    ref,
    state,
    dispatch,
    values: current?.values ?? state.values,
    errors: { ...state.errors, ...Object.fromEntries(overfull), ...current?.errors },
    generation,
    status,
    submit,
    autosave: saveOnBlur,
    paste,
  }
}

/** In place of an action, where there is none to send to. */
async function keepState(state: ContactFormState): Promise<ContactFormState> {
  return state
}

/** What the form holds, to tell whether anything was typed; its version is no part of that. */
function fingerprint(data: FormData): string {
  data.delete('version')
  data.delete('intent')
  return JSON.stringify([...data])
}
