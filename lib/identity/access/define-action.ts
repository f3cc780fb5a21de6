import { revalidatePath } from 'next/cache'
import { redirect, unstable_rethrow } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { z } from 'zod'
import type { Store } from '#/db/store/store.ts'
import { currentUserId } from '#/lib/identity/sessions/current.ts'
import { triggerJob } from '#/lib/platform/jobs/scheduler.ts'
import { tooManyResponse } from '#/lib/platform/limits/too-many.ts'
import { type FormState, namedField, type QueryState } from '#/lib/platform/lists/form-state.ts'
import { markFormDone, markFormRefused } from '#/lib/platform/lists/refused-form.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { logRefusal } from '#/lib/platform/log/log.ts'
import { enterRoom, markStarted } from '#/lib/platform/log/origin.ts'
import { AskFirst, askingFirst } from '#/lib/platform/mail/ask-first.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { AppError, errorStatus, RefusedFields } from '#/lib/platform/values/errors.ts'
import { type Asks, formatQuestion } from './format-question.ts'
import { isWorthKeeping, stashForm } from './stashed-form.ts'

type ErrorTexts = Awaited<ReturnType<typeof getTranslations<'errors'>>>

type Definition<Schema extends z.ZodType, Grant, Result> = {
  schema: Schema
  /** Requires the actor's right. Commands take only what it returns. */
  right: (input: z.output<Schema>) => Promise<Grant>
  run: (store: Store, grant: Grant, input: z.output<Schema>) => Promise<Result>
  /** `run` mails people whom its button does not name: the form names them, and sends after a second press. */
  asks?: Asks
  /** The job that continues what `run` began; it starts at once. */
  wakes?: string
  /** The page that shows the result. Without it, or if it is null, the form stays and shows what `run` returned. */
  redirectTo?: string | ((input: z.output<Schema>, result: Result, grant: Grant) => string | null)
  /** The fields whose text is never sent back. */
  secrets?: readonly string[]
  /** Keeps the first answer on the page if the form is sent twice: its message appears only once. */
  answersOnce?: boolean
}

/**
 * Defines a form's server action: parse, check the right, run, redirect. Every refusal becomes a sentence in the reader's
 * language. It catches every error, since without JavaScript an error from an action shows as bare text. The schema's issues
 * have message keys of `errors.json`. The action carries its `schema` for tests.
 */
export function defineAction<Schema extends z.ZodType, Grant, Result>(
  definition: Definition<Schema, Grant, Result>,
) {
  const { schema, right, run, asks, wakes, redirectTo, answersOnce, secrets = [] } = definition
  return Object.assign(action, { schema })

  async function action(previous: FormState, given: FormData): Promise<FormState> {
    const form = formOf(given)
    // A sender can put anything in place of the previous state.
    if (answersOnce && previous?.ok) return previous
    const values = collectValues(form, secrets)
    try {
      const parsed = schema.safeParse(toInput(form))
      if (!parsed.success) return await formatIssues(parsed.error, values)
      const input = parsed.data
      const grant = await right(input)
      const store = await getStore()
      const result = await run(
        asks ? askingFirst(store, confirmedIn(form), asks.sleepers) : store,
        grant,
        input,
      )
      if (wakes) triggerJob(wakes)
      const page = typeof redirectTo === 'function' ? redirectTo(input, result, grant) : redirectTo
      if (page) redirect(page)
      revalidatePath('/', 'layout')
      await markFormDone()
      const message = typeof result === 'string' ? result : ''
      // An answer that stays may name what the form was about.
      return { ok: true, message, fieldErrors: {}, values: answersOnce ? values : {} }
    } catch (error) {
      rethrowNavigation(error)
      if (asks && error instanceof AskFirst)
        return {
          ok: false,
          message: '',
          fieldErrors: {},
          values,
          question: await formatQuestion(error, asks),
        }
      if (error instanceof RefusedFields) return await refuseFields(await formatRefused(error), values)
      if (isWorthKeeping(error)) await stashForm(action, previous, form)
      // The page's data changed since it loaded, so show the new data beside the refusal.
      if (error instanceof AppError && errorStatus[error.code] === 409) revalidatePath('/', 'layout')
      const message = await reportError(error)
      const field = error instanceof AppError ? error.field : null
      return { ok: false, message, fieldErrors: field ? { [field]: message } : {}, values }
    }
  }
}

/** The recipients that the form confirms; empty if it confirms none. */
export function confirmedIn(form: FormData): string {
  const named = form.get(namedField)
  return typeof named === 'string' ? named : ''
}

/** More entries than any of our forms has. Pages that show entries again take time for each. */
export const maxEntries = 5000

/** The form that an action was called with. Anyone can call it with anything, so other input counts as an empty form. */
export function formOf(given: unknown): FormData {
  markStarted()
  enterRoom('forms')
  return given instanceof FormData && [...given.keys()].length <= maxEntries ? given : new FormData()
}

/** Defines an action that answers a script and changes nothing on a page. Like `defineAction`, it never throws. */
export function defineQuery<Grant, Answer>(definition: {
  right: () => Promise<Grant>
  run: (store: Store, grant: Grant) => Promise<Answer>
}) {
  return async function action(): Promise<QueryState<Answer>> {
    markStarted()
    try {
      return { ok: true, answer: await definition.run(await getStore(), await definition.right()) }
    } catch (error) {
      unstable_rethrow(error)
      return { ok: false, message: await reportError(error) }
    }
  }
}

/** A redirect shows the change everywhere, also in layouts that stay. */
function rethrowNavigation(error: unknown): void {
  try {
    unstable_rethrow(error)
  } catch (navigation) {
    revalidatePath('/', 'layout')
    throw navigation
  }
}

/**
 * The sentence for an error: an expected refusal has its own, any other a general one with the id of its log entry. A
 * limit's answer has the status 429.
 */
export async function reportError(error: unknown): Promise<string> {
  tooManyResponse(error)
  await markFormRefused()
  logRefusal(error, { of: 'action', userId: await currentUserId() })
  const t = await getTranslations('errors')
  if (error instanceof AppError) return t(error.code, error.params)
  return t('unexpected', { id: logFault(error, 'action failed') })
}

/** The schema's refusal: the first issue of each field in the reader's language. */
export async function formatIssues(error: z.ZodError, values: Record<string, string>): Promise<FormState> {
  const t = await getTranslations('errors')
  const fieldErrors: Record<string, string> = {}
  for (const issue of error.issues) fieldErrors[issue.path.join('.')] ??= formatIssue(t, issue)
  return refuseFields(fieldErrors, values)
}

async function formatRefused({ texts, issues, params }: RefusedFields): Promise<Record<string, string>> {
  const t = await getTranslations(texts)
  const told = Object.entries(issues).map(([name, key]) => [name, t(key as 'secret', { ...params, name })])
  return Object.fromEntries(told)
}

async function refuseFields(
  fieldErrors: Record<string, string>,
  values: Record<string, string>,
): Promise<FormState> {
  await markFormRefused()
  const t = await getTranslations('errors')
  return { ok: false, message: t('check-fields'), fieldErrors, values }
}

/** The sentence of a schema's issue: that of its key, or a general one if its message is no key. */
export function formatIssue(t: ErrorTexts, issue: z.core.$ZodIssue): string {
  const key = issue.message as 'invalid-input'
  return t.has(key) ? t(key, paramsOf(issue)) : t('invalid-input')
}

/** What the sentence of an issue needs: `max`, if the text is too long. */
function paramsOf(issue: z.core.$ZodIssue): Record<string, string | number> | undefined {
  if (issue.code === 'too_big') return { max: Number(issue.maximum) }
  return issue.code === 'custom' ? issue.params : undefined
}

/**
 * One value per name; a repeated name is a list. Leaves out React's own entries. PostgreSQL takes no NUL, so we replace it
 * with a character that every check refuses.
 */
export function toInput(form: FormData): Record<string, FormDataEntryValue | FormDataEntryValue[]> {
  return Object.fromEntries(
    groupByName(form).map(([name, given]) => {
      const all = given.map(withoutNul)
      return [name, all.length > 1 ? all : (all[0] ?? '')]
    }),
  )
}

function withoutNul(value: FormDataEntryValue): FormDataEntryValue {
  return typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value
}

const maxKeptLength = 50_000

/** The typed values by name, to show again, without `secrets`; a repeated name becomes the lines of one text. */
export function collectValues(form: FormData, secrets: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    groupByName(form).flatMap(([name, given]) => {
      if (secrets.includes(name)) return []
      const typed = given.filter((value) => typeof value === 'string')
      return typed.length > 0 ? [[name, typed.join('\n').slice(0, maxKeptLength)]] : []
    }),
  )
}

/** Groups the entries by name in one pass: `getAll` goes through all of them for each name. */
function groupByName(form: FormData): [name: string, values: FormDataEntryValue[]][] {
  const typed = [...form].filter(([name]) => !name.startsWith('$ACTION'))
  return [...Map.groupBy(typed, ([name]) => name)].map(([name, all]) => [name, all.map(([, value]) => value)])
}
