/** What a form shows after a refusal: errors by field, and what you typed. */
export type FormState = {
  ok: boolean
  message: string
  fieldErrors: Record<string, string>
  values: Record<string, string>
  /** Nothing was done yet: the form would send mail. */
  question?: Question
}

/** Who would get mail, and what, before it is sent, in the reader's language. The form confirms by sending `named`. */
export type Question = {
  title: string
  /** The name of the account that it is about; empty if it is about none, or several. */
  account: string
  /** What the recipients get. */
  text: string
  /** The recipients, if the title does not name them; `more` unfolds those after the first few. */
  recipients: { first: string[]; rest: string[]; more: string }
  /** Who is notified afterwards, by what they are notified of; `title` is above them. Empty where nothing changes that. */
  reached: { title: string; lines: { of: string; who: string }[] }
  /** What to consider first, such as that the recipients have changed. */
  notes: string[]
  submit: string
  /** Closes it, and sends nothing. */
  cancel: string
  named: string
}

/** The form's field that confirms a question. */
export const namedField = 'named'

export const emptyForm: FormState = { ok: false, message: '', fieldErrors: {}, values: {} }

export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>

/** The answer to a script's question, or why there is none. */
export type QueryState<Answer> = { ok: true; answer: Answer } | { ok: false; message: string }
