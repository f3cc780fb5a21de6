import type { ReactNode } from 'react'

/** The box that selects a row: 24 px, and part of the selection's form without being inside it. */
export function SelectBox({ form, value, label }: { form: string; value: string; label: ReactNode }) {
  return (
    <label className="inline-flex items-center gap-2 align-middle">
      <input type="checkbox" name="only" value={value} form={form} className="size-6 shrink-0" />
      <span className="tabled:sr-only">{label}</span>
    </label>
  )
}
