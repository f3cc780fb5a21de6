'use client'

import { createContext, type ReactNode, useContext } from 'react'

/** What every form says by itself: while it is sent, above what must be put right, and where it cannot be sent. */
export type FormTexts = Record<
  'sending' | 'errorSummary' | 'optional' | 'offline' | 'silent' | 'outdated' | 'again',
  string
>

const Texts = createContext<Partial<FormTexts>>({})

/** Hands these words to all forms of the page. */
export function FormTextsProvider({ texts, children }: { texts: FormTexts; children: ReactNode }) {
  return <Texts value={texts}>{children}</Texts>
}

export function useFormTexts(): Partial<FormTexts> {
  return useContext(Texts)
}
