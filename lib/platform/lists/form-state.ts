/** What a form shows after a refusal: errors by field, and what you typed. */
export type FormState = {
  ok: boolean
  message: string
  fieldErrors: Record<string, string>
  values: Record<string, string>
}

export const emptyForm: FormState = { ok: false, message: '', fieldErrors: {}, values: {} }

export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>

/** The answer to a script's question, or why there is none. */
export type QueryState<Answer> = { ok: true; answer: Answer } | { ok: false; message: string }
