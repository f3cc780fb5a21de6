'use client'

import { useEffect, useState } from 'react'
import { useContactFields } from './form-parts.tsx'

type Suggest = (address: string) => string | null

/**
 * The address that was likely meant, if the typed one has a slip in its domain. The server knows those of the saved
 * addresses; the rule loads once there is an address, because most people type none wrong.
 */
export function useSuggestion(typed: string): string | null {
  const { suggestions } = useContactFields()
  const [suggest, setSuggest] = useState<Suggest | null>(null)
  const isNeeded = typed.includes('@') && suggest === null
  useEffect(() => {
    if (!isNeeded) return
    import('#/lib/contacts/form/address-suggestion.ts').then(
      (loaded) => setSuggest(() => loaded.suggestAddress),
      () => undefined,
    )
  }, [isNeeded])
  return suggest ? suggest(typed) : (suggestions[typed] ?? null)
}
