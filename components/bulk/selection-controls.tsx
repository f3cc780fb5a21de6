'use client'

import { selectPage, useSelection } from './selection.ts'

/** Selects all accounts that match, on this page and on the others. */
export function SelectAll({ form, label }: { form: string; label: string }) {
  return (
    <label className="inline-flex min-h-8 items-center gap-2">
      <input
        type="checkbox"
        name="all"
        value="yes"
        className="size-6 shrink-0"
        onChange={({ target }) => selectPage(form, target.checked)}
      />
      {label}
    </label>
  )
}

/** Says how many accounts are selected. `all`: the number of those that match. Without JavaScript nobody knows. */
export function SelectionCount({ form, text, all }: { form: string; text: string; all: string }) {
  const selected = useSelection(form)
  const count = selected === Number.POSITIVE_INFINITY ? all : Math.abs(selected ?? 0)
  // As wide either way, so that selecting a row moves nothing.
  return (
    <span aria-live="polite" className="inline-block min-w-24 tabular-nums">
      {selected === null ? null : `${text} ${count}`}
    </span>
  )
}

type SelectionActionsProps = {
  form: string
  actions: readonly { name: string; label: string }[]
  /** `first`: what to do before an action. `note`: what an action leads to. */
  texts: Record<'first' | 'note' | 'clear', string>
}

/** The items of the menu of actions. Without JavaScript each can be pressed, and the next page says what is missing. */
export function SelectionActions({ form, actions, texts }: SelectionActionsProps) {
  const selected = useSelection(form)
  const isNone = selected === 0
  return (
    <>
      <li className="max-w-64 px-3 py-1.5 text-muted">{isNone ? texts.first : texts.note}</li>
      {actions.map(({ name, label }) => (
        <li key={name}>
          <button type="submit" name="do" value={name} disabled={isNone} className="menu-item">
            {label}
          </button>
        </li>
      ))}
      {selected === null || isNone ? null : (
        <li className="mt-1 border-line border-t pt-1">
          <button type="button" className="menu-item" onClick={() => selectPage(form, false)}>
            {texts.clear}
          </button>
        </li>
      )}
    </>
  )
}
