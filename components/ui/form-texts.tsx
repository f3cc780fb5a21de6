'use client'

import { createContext, useContext } from 'react'

/** What every form says by itself: while it is sent, above what must be put right, and where it cannot be sent. */
export type FormTexts = Record<
  'sending' | 'errorSummary' | 'optional' | 'offline' | 'silent' | 'outdated' | 'again',
  string
>

/** Given by `FormTextsProvider`. */
export const FormTextsContext = createContext<Partial<FormTexts>>({})

export function useFormTexts(): Partial<FormTexts> {
  return useContext(FormTextsContext)
}
