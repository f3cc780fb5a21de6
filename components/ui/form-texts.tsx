'use client'

import { createContext, useContext } from 'react'

/** The texts of every form: while sending, above errors, and for failed sending. */
export type FormTexts = Record<
  | 'sending'
  | 'cancel'
  | 'errorSummary'
  | 'errorTitle'
  | 'optional'
  | 'offline'
  | 'silent'
  | 'outdated'
  | 'large'
  | 'again',
  string
>

/** Comes from `FormTextsProvider`. */
export const FormTextsContext = createContext<Partial<FormTexts>>({})

export function useFormTexts(): Partial<FormTexts> {
  return useContext(FormTextsContext)
}
