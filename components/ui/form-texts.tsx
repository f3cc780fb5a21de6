'use client'

import { createContext, useContext } from 'react'
import type { Messages } from '#/lib/platform/i18n/messages.ts'

/** The texts of every form: while sending, above errors, and for failed sending. */
export type FormTexts = Messages['common']['unsent'] &
  Pick<Messages['common'], 'sending' | 'cancel' | 'errorSummary' | 'errorTitle' | 'optional'>

/** Comes from `FormTextsProvider`. */
export const FormTextsContext = createContext<Partial<FormTexts>>({})

export function useFormTexts(): Partial<FormTexts> {
  return useContext(FormTextsContext)
}
