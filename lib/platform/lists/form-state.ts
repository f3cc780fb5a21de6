/** What a form shows after it was sent: its fields' errors by name, and what was typed, so that nothing is lost. */
export type FormState = {
  ok: boolean
  message: string
  fieldErrors: Record<string, string>
  values: Record<string, string>
}

export const emptyForm: FormState = { ok: false, message: '', fieldErrors: {}, values: {} }

export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>

/** What a script is answered that asked for something, or why not, in words. */
export type QueryState<Answer> = { ok: true; answer: Answer } | { ok: false; message: string }
