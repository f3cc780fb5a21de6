'use client'

import { useEffect } from 'react'
import { suggestSlug } from '#/lib/accounts/account/slug.ts'

/** Shows, as the name is typed, the short name that an empty field will get. Without JavaScript the hint says it. */
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
