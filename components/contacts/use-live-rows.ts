'use client'

import { type RefObject, useEffect, useState } from 'react'
import type { HoursRow } from '#/db/words/accounts.ts'
import { parseForm } from '#/lib/contacts/form/values.ts'

/** The rows of support hours as they stand in the form around `ref`, while somebody types. */
export function useLiveRows(
  ref: RefObject<HTMLElement | null>,
  rendered: readonly HoursRow[],
): readonly HoursRow[] {
  const [live, setLive] = useState({ rendered, rows: rendered })
  if (live.rendered !== rendered) setLive({ rendered, rows: rendered })
  useEffect(() => {
    const form = ref.current?.closest('form')
    if (!form) return
    const read = ({ type, target }: Event) => {
      if (!(target instanceof HTMLInputElement) || !target.name.startsWith('support-hours.')) return
      // Half a time zone is another one.
      if (type === 'input' && target.name.endsWith('.zone')) return
      setLive({ rendered, rows: parseForm(new FormData(form))['support-hours'] })
    }
    form.addEventListener('input', read)
    form.addEventListener('change', read)
    return () => {
      form.removeEventListener('input', read)
      form.removeEventListener('change', read)
    }
  }, [ref, rendered])
  return live.rendered === rendered ? live.rows : rendered
}
