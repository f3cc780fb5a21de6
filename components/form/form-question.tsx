'use client'

import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Banner } from '#/components/ui/banner.tsx'
import { BreakableAddress } from '#/components/ui/breakable-address.tsx'
import { ButtonRow, PlainLink } from '#/components/ui/button.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Modal } from '#/components/ui/modal.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { namedField, type Question } from '#/lib/platform/lists/form-state.ts'

type FormQuestionProps = {
  question: Question
  /** The button that led to it, where the form has several. */
  intent: string | undefined
  /** Why it was not sent, if it was not. */
  note: ReactNode
  onDismiss: () => void
}

/**
 * Inside a form whose action asks before it mails people: names them and what they get, and sends the form again. Without
 * JavaScript it is a page in between.
 */
export default function FormQuestion({ question, intent, note, onDismiss }: FormQuestionProps) {
  const { title, account, text, recipients, reached, notes, submit, cancel, named } = question
  const id = useId()
  const box = useRef<HTMLDivElement>(null)

  // Also when the answer is another question, such as about other recipients.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each question
  useLayoutEffect(() => box.current?.querySelector<HTMLElement>('button[type=submit]')?.focus(), [question])

  return (
    <Modal aria-labelledby={id} aria-describedby={`${id}-text`} onClose={onDismiss} size="small" opensAsPage>
      <div ref={box} className="flex flex-col gap-4 whitespace-normal p-5 text-left font-normal text-base">
        {intent ? <input type="hidden" name="intent" value={intent} /> : null}
        <div>
          {account ? <p className="wrap-anywhere text-muted text-small">{account}</p> : null}
          <h2 id={id} className="wrap-anywhere text-large">
            {title}
          </h2>
        </div>
        <div id={`${id}-text`} className="flex flex-col gap-4">
          <div role="alert" className="flex flex-col gap-2 empty:hidden">
            {notes.map((note) => (
              <Banner key={note} meaning="attention" title={note} />
            ))}
          </div>
          <Recipients {...recipients} />
          <p>{text}</p>
          {reached.lines.length > 0 ? <ReachedLines {...reached} /> : null}
        </div>
        {note}
        <ButtonRow>
          <SubmitButton
            name={namedField}
            value={named}
            // Whoever keeps Enter pressed has confirmed nothing.
            onKeyDown={(event) => event.repeat && event.preventDefault()}
          >
            {submit}
          </SubmitButton>
          {/* Without JavaScript it loads the page again. */}
          <PlainLink
            href=""
            onClick={(event) => {
              event.preventDefault()
              event.currentTarget.closest('dialog')?.close()
            }}
          >
            {cancel}
          </PlainLink>
        </ButtonRow>
      </div>
    </Modal>
  )
}

function Recipients({ first, rest, more }: Question['recipients']) {
  if (first.length === 0) return null
  return (
    <div>
      <AddressList addresses={first} />
      {rest.length > 0 ? (
        <Disclosure summary={more}>
          <AddressList addresses={rest} />
        </Disclosure>
      ) : null}
    </div>
  )
}

function ReachedLines({ title, lines }: Question['reached']) {
  return (
    <div>
      <h3 className="font-semibold">{title}</h3>
      <dl className="mt-1 flex flex-col gap-2">
        {lines.map(({ of, who }) => (
          <div key={of}>
            <dt className="text-muted text-small">{of}</dt>
            <dd className="wrap-anywhere">{who}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function AddressList({ addresses }: { addresses: readonly string[] }) {
  return (
    <ul>
      {addresses.map((address) => (
        <li key={address} className="wrap-anywhere">
          <BreakableAddress address={address} />
        </li>
      ))}
    </ul>
  )
}
