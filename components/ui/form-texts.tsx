'use client'

import { createContext, useContext } from 'react'
import type { Messages } from '#/lib/platform/i18n/messages.ts'

/** The texts of every form, and of the buttons that copy: while sending, above errors, and for failed sending. */
export type FormTexts = Messages['common']['unsent'] &
  Pick<
    Messages['common'],
    'sending' | 'cancel' | 'errorSummary' | 'errorTitle' | 'optional' | 'copy' | 'copied'
  >

/** Comes from `FormTextsProvider`. */
export const FormTextsContext = createContext<Partial<FormTexts>>({})

export function useFormTexts(): Partial<FormTexts> {
  return useContext(FormTextsContext)
}
