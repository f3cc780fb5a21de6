'use client'

import { useEffect } from 'react'
import { suggestSlug } from '#/lib/accounts/account/slug.ts'

/** Previews the default short name while the person types the name. Without JavaScript the hint explains it. */
export function SlugSuggestion({ nameId, slugId }: { nameId: string; slugId: string }) {
  useEffect(() => {
    const name = document.getElementById(nameId)
    const slug = document.getElementById(slugId)
    if (!(name instanceof HTMLInputElement) || !(slug instanceof HTMLInputElement)) return
    const suggest = () => {
      slug.placeholder = suggestSlug(name.value)
    }
    suggest()
    name.addEventListener('input', suggest)
    return () => name.removeEventListener('input', suggest)
  }, [nameId, slugId])
  return null
}
