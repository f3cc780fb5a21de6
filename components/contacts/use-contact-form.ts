'use client'

import { type ClipboardEvent, type SubmitEvent, useEffect, useRef, useState } from 'react'
import { loadQuestion, useSending } from '#/components/form/sent-form.tsx'
import {
  type ContactFormValues,
  type FieldId,
  type HoursRow,
  isAddressFieldId,
  maxEntries,
} from '#/db/words/accounts.ts'
import {
  applyIntent,
  focusAfter,
  listOverfull,
  parseIntent,
  withPasted,
} from '#/lib/contacts/form/form-intent.ts'
import type { AutosaveAnswer, ContactFormAction, ContactFormState } from '#/lib/contacts/form/form-state.ts'
import { splitPasted } from '#/lib/contacts/form/paste.ts'
import { parseForm, withRowToWriteInto } from '#/lib/contacts/form/values.ts'
import { type ContactTexts, fillPlaceholders } from './form-parts.tsx'
import { useAutosave } from './use-autosave.ts'

export const loadConflict = () => import('./conflict-panel.tsx')

export type ContactFormOptions = {
  action: ContactFormAction | null
  autosave: ((form: FormData) => Promise<AutosaveAnswer>) | null
  initial: ContactFormState
  account: { slug: string; zone: string }
  environment: 'production' | 'sandbox'
  readerId: string
  texts: ContactTexts
  section?: FieldId | undefined
}

type Local = { since: string; count: number; values: ContactFormValues; errors: Record<string, string> }

/**
 * The contact form's behaviour with JavaScript. Controls are uncontrolled: we read values when rows change and then
 * remount the controls, so typing never waits for a render.
 */
export function useContactForm(props: ContactFormOptions) {
  const { action, autosave, initial, account, readerId, environment, section, texts } = props
  const ref = useRef<HTMLFormElement>(null)
  const sending = useSending<ContactFormState>(action ?? keepState, initial, {
    async prepare(data) {
      // A running autosave decides which version the submission starts from.
      data.set('version', String(await settle()))
    },
    load: ({ question, conflict }) => (conflict ? loadConflict() : question && loadQuestion()),
  })
  const { state, isSending } = sending
  const { settle, onBlur, onInput, ...saved } = useAutosave({
    autosave,
    form: ref,
    state,
    isSending,
    // Sandbox has other fields, and so has each section.
    name: `contacts ${[readerId, account.slug, environment, section].filter(Boolean).join(' ')}`,
    restore: (form) => change(parseForm(form), null),
  })
  const [local, setLocal] = useState<Local | null>(null)
  const [announced, setAnnounced] = useState('')
  const current = local?.since === state.id ? local : null
  const generation = `${state.id} ${current?.count ?? 0}`

  const focus = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves once the new rows are there
  useEffect(() => {
    const wanted = focus.current
    focus.current = null
    if (wanted) ref.current?.querySelector<HTMLElement>(`[name="${CSS.escape(wanted)}"]`)?.focus()
  }, [generation])

  // Focus the opened field, at a bouncing address, unless an error or a message has the focus.
  useEffect(() => {
    const form = ref.current
    const focused = document.activeElement
    if (!section || !form || (form.contains(focused) && focused?.id !== section)) return
    const bouncing = form.querySelector<HTMLElement>(`#${section} [data-bad]`)
    const first = form.querySelector<HTMLElement>(`#${section} :is(input, select, textarea)`)
    const control = bouncing ?? first
    control?.focus()
  }, [section])

  /** Every change of values that nobody types: rows, a paste, painted hours, restored text. Autosave follows it. */
  function change(values: ContactFormValues, focusOn: string | null, errors: Local['errors'] = {}) {
    focus.current = focusOn
    setLocal({ since: state.id, count: (current?.count ?? 0) + 1, values, errors })
    onInput()
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    const data = new FormData(event.currentTarget, event.nativeEvent.submitter)
    const intent = String(data.get('intent'))
    if (!parseIntent(intent)) return sending.submit(event)
    event.preventDefault()
    // The answer contains the submitted rows.
    if (isSending.current) return
    const values = applyIntent(parseForm(data), intent, account.zone)
    change(values, focusAfter(values, intent))
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
    const before = parseForm(new FormData(form))
    const values = withPasted(before, field, Number(index), pasted)
    if (!values) return change(before, name, { [name]: formatCount(texts.nothingPasted, pasted.length) })
    const overfull = listOverfull(values).find(({ path }) => path.startsWith(`${field}.`))
    change(values, overfull?.path ?? focusAfter(values, `add:${field}`))
    setAnnounced(formatCount(texts.pasted, pasted.length))
  }

  function paint(hours: HoursRow[]) {
    if (!ref.current) return
    const values = parseForm(new FormData(ref.current))
    change(withRowToWriteInto({ ...values, 'support-hours': hours }), null)
  }

  function formatCount(text: string, count: number): string {
    return fillPlaceholders(text, { count, max: maxEntries, over: count - maxEntries })
  }

  const overfull = current
    ? listOverfull(current.values).map(({ path, count }) => [path, formatCount(texts.tooMany, count)])
    : []
  return {
    ref,
    sending,
    state,
    values: current?.values ?? state.values,
    errors: { ...state.errors, ...Object.fromEntries(overfull), ...current?.errors },
    generation,
    autosave: saved,
    announced,
    submit,
    onBlur,
    onInput,
    paste,
    paint,
  }
}

/** Placeholder action for a read-only form. */
async function keepState(state: ContactFormState): Promise<ContactFormState> {
  return state
}
