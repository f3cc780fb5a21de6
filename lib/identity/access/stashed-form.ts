import { headers } from 'next/headers'
import { AppError } from '#/lib/platform/values/errors.ts'

/** A form that failed only because of the sign-in state: sending it again is enough. */
type StashedForm = { send: (form: FormData) => Promise<unknown>; entries: [name: string, value: string][] }

/** Keyed by the request: its action and the page after it see the same headers. */
const stashedForms = new WeakMap<object, StashedForm>()

/** Keeps a form for the page of the same request; without JavaScript the browser gets nothing else. */
export async function stashForm<State>(
  action: (previous: State, form: FormData) => Promise<State>,
  previous: State,
  form: FormData,
): Promise<void> {
  const entries = [...form.entries()].flatMap(([name, value]): StashedForm['entries'] =>
    typeof value === 'string' && !name.startsWith('$ACTION') ? [[name, value]] : [],
  )
  stashedForms.set(await headers(), { send: action.bind(null, previous), entries })
}

export async function findStashedForm(): Promise<StashedForm | null> {
  return stashedForms.get(await headers()) ?? null
}

/** Whether the same form may succeed later: the session had ended, it lacked a passkey or a code, or we failed. */
export function isWorthKeeping(error: unknown): boolean {
  return (
    !(error instanceof AppError) || ['signed-out', 'passkey-required', 'staff-sign-in'].includes(error.code)
  )
}
