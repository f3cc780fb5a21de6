'use client'

import {
  type ComponentProps,
  lazy,
  type ReactNode,
  type SubmitEvent,
  startTransition,
  useActionState,
  useRef,
  useState,
} from 'react'
import { Button, ButtonLink, PlainLink } from '#/components/ui/button.tsx'
import { type FormTexts, FormTextsContext, useFormTexts } from '#/components/ui/form-texts.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { formTooLarge } from '#/lib/platform/http/form-limit.ts'
import type { Question } from '#/lib/platform/lists/form-state.ts'

export const loadQuestion = () => import('./form-question.tsx')
const FormQuestion = lazy(loadQuestion)

/** Provides the texts of all forms. It is in this file so that the root layout loads the form code once. */
export function FormTextsProvider({ texts, children }: { texts: FormTexts; children: ReactNode }) {
  return <FormTextsContext value={texts}>{children}</FormTextsContext>
}

/**
 * The way back from a form that one decides not to send. An address with a fragment gives the focus back to the button
 * that led here, which takes a full page load.
 */
export function CancelLink({ href }: { href: string }) {
  const Way = href.includes('#') ? PlainLink : ButtonLink
  return <Way href={href}>{useFormTexts().cancel}</Way>
}

/** Why a form was not taken: no connection, no response, a portal update since the page opened, or its size. */
type Unsent = 'offline' | 'silent' | 'outdated' | 'large'

type Sending = Omit<ReturnType<typeof useSending>, 'state'>

type SendingWays<State> = {
  /** Changes the data before sending. */
  prepare?: (form: FormData) => Promise<void>
  /** Loads what a response shows; if its parts do not load, it counts as missing and the form stays. */
  load?: (answer: Awaited<State>) => Promise<unknown> | null | undefined
}

/**
 * Sends a form to its server action, one request at a time. An unanswered action throws, and its error page would
 * replace the typed text; here it becomes `unsent`, and the form stays. Without JavaScript the form posts directly.
 */
export function useSending<State>(
  action: (previous: Awaited<State>, form: FormData) => State | Promise<State>,
  first: Awaited<State>,
  { prepare, load }: SendingWays<State> = {},
) {
  const [unsent, setUnsent] = useState<Unsent | null>(null)
  const [state, dispatch, isPending] = useActionState(typeof window === 'undefined' ? action : attempt, first)
  const isSending = useRef(false)
  const last = useRef<{ form: HTMLFormElement; submitter: HTMLElement | null; focus: Element | null }>(null)

  async function attempt(previous: Awaited<State>, form: FormData): Promise<State | Awaited<State>> {
    const wasOffline = !navigator.onLine
    try {
      await prepare?.(form)
      const answer = await action(previous, form)
      await load?.(answer)
      isSending.current = false
      return answer
    } catch (error) {
      if (isAnswer(error)) throw error
      isSending.current = false
      setUnsent(nameFault(error, wasOffline))
      return previous
    }
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isSending.current) return
    const form = event.currentTarget
    // A file that its field has refused (file-field.tsx).
    const refused = form.querySelector<HTMLInputElement>('input[type=file]:invalid')
    if (refused) return refused.focus()
    isSending.current = true
    const { submitter } = event.nativeEvent
    last.current = { form, submitter, focus: document.activeElement }
    setUnsent(null)
    const data = new FormData(form, submitter)
    startTransition(() => dispatch(data))
  }

  /** Presses the same button again and focuses it, because the retry button disappears. */
  function sendAgain() {
    if (!last.current) return
    const { form, submitter, focus } = last.current
    if (focus instanceof HTMLElement) focus.focus()
    form.requestSubmit(submitter?.isConnected ? submitter : null)
  }

  return { state, action: dispatch, submit, isSending, isPending, unsent, sendAgain }
}

/** Whether the error comes from the server: Next's redirects and server errors have a digest. */
const isAnswer = (error: unknown): boolean => error instanceof Error && 'digest' in error

function nameFault(error: unknown, wasOffline: boolean): Unsent {
  if (error instanceof Error && error.name === 'UnrecognizedActionError') return 'outdated'
  if (error instanceof Error && error.message === formTooLarge) return 'large'
  return wasOffline ? 'offline' : 'silent'
}

type SentFormProps = {
  sending: Sending
  /** The form's last row, which stays in view; what went wrong in sending shows above it. */
  bar?: ReactNode | undefined
  /** What changed in the form, for screen readers. */
  said?: string | undefined
  /** What the action asks before it mails people, and the button that led to it where there are several. */
  question?: Question | null | undefined
  intent?: string | undefined
} & ComponentProps<'form'>

/** The `<form>` of every server action (`useSending`). If sending fails, it shows that beside the button. */
export function SentForm({ sending, bar, said, question, intent, children, ...form }: SentFormProps) {
  const [dismissed, setDismissed] = useState<Question | null>(null)
  const texts = useFormTexts()
  const { unsent } = sending
  const note = <UnsentNote sending={sending} />
  return (
    <form action={sending.action} onSubmit={sending.submit} noValidate {...form}>
      {children}
      {question && question !== dismissed ? (
        <FormQuestion {...{ question, intent, note }} onDismiss={() => setDismissed(question)} />
      ) : null}
      <span aria-live="polite" className="sr-only">
        {sending.isPending ? texts.sending : said}
      </span>
      <div className={bar ? barClass : unsent ? 'sticky bottom-2 z-10 flex' : 'hidden'}>
        {note}
        {bar}
      </div>
    </form>
  )
}

function UnsentNote({ sending }: { sending: Sending }) {
  const texts = useFormTexts()
  const { unsent } = sending
  return (
    <div className={unsent ? unsentClass : 'hidden'}>
      <div role="alert">
        {unsent ? (
          <span className="flex gap-1.5">
            <span className="flex h-5 items-center">
              <Icon name="bad" size="small" />
            </span>
            <span className="min-w-0 max-w-measure">{texts[unsent]}</span>
          </span>
        ) : null}
      </div>
      {unsent === 'offline' || unsent === 'silent' ? (
        <Button type="button" size="small" onClick={sending.sendAgain}>
          {texts.again}
        </Button>
      ) : null}
    </div>
  )
}

const barClass =
  'sticky bottom-0 z-10 mt-8 flex flex-col gap-2 border-line border-t bg-surface py-2 max-sm:-mx-4 max-sm:px-4 sm:bottom-3 sm:rounded-box sm:border sm:px-4 sm:shadow-float print:hidden'
const unsentClass =
  'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-box border border-bad-line bg-bad-soft px-3 py-2 font-medium text-bad text-small'
