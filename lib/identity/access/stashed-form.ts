import { headers } from 'next/headers'
import { AppError } from '#/lib/platform/values/errors.ts'

/** A form that could not be acted on, for no fault of its own: sending it again is all it takes. */
export type StashedForm = {
  send: (form: FormData) => Promise<unknown>
  entries: [name: string, value: string][]
}

/** By the request: its action and the page made after it see the same headers. */
const keptForms = new WeakMap<object, StashedForm>()

/** Keeps a form for the page of this same request, which without JavaScript is all that the browser gets back. */
export async function stashForm<State>(
  action: (previous: State, form: FormData) => Promise<State>,
  previous: State,
  form: FormData,
): Promise<void> {
  const entries = [...form.entries()].flatMap(([name, value]): StashedForm['entries'] =>
    typeof value === 'string' && !name.startsWith('$ACTION') ? [[name, value]] : [],
  )
  keptForms.set(await headers(), { send: action.bind(null, previous), entries })
}

export async function findKeptForm(): Promise<StashedForm | null> {
  return keptForms.get(await headers()) ?? null
}

/** Whether a form that met this error may succeed as it is: the session had ended or lacked a passkey, or we failed. */
export function isWorthKeeping(error: unknown): boolean {
  return !(error instanceof AppError) || error.code === 'signed-out' || error.code === 'passkey-required'
}
