'use client'

import { createContext } from 'react'
import type { Question } from '#/lib/platform/lists/form-state.ts'
import type { Sending } from './sent-form.tsx'

/** What the surrounding form asks before it sends mail. `intent`: the pressed button's, if it has one. */
export type Asking = { question: Question | null | undefined; sending: Sending; intent?: string | undefined }

/** In a file of its own, so that only forms that ask load the dialog (`FormQuestion`). */
export const AskingContext = createContext<Asking | null>(null)
