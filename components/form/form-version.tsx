'use client'

import { useFormState } from './sending-form.tsx'

/**
 * The version a form started from, sent as `version`. It stays what it was while something else is put right, also where
 * the page is made anew around it, until the refusal says that somebody else saved: then it is the page's.
 */
export function FormVersion({ value }: { value: number | string }) {
  const { fieldErrors, values } = useFormState()
  const sent = fieldErrors.version ? undefined : values.version
  return <input type="hidden" name="version" value={sent ?? value} />
}
