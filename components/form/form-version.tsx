'use client'

import { useFormState } from './sending-form.tsx'

/**
 * The version that the form started from, sent as `version`. It survives corrections and reloads of the page until the
 * server reports that somebody else saved; then it takes the page's version.
 */
export function FormVersion({ value }: { value: number | string }) {
  const { fieldErrors, values } = useFormState()
  const sent = fieldErrors.version ? undefined : values.version
  return <input type="hidden" name="version" value={sent ?? value} />
}
