'use client'

import type { ComponentProps, ReactNode } from 'react'
import { Button, ButtonLink } from '#/components/ui/button.tsx'
import { type FormTexts, FormTextsContext, useFormTexts } from '#/components/ui/form-texts.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import type { Sending } from './use-sending.ts'

/** Provides the texts of all forms. It is in this file so that the root layout loads the form code once. */
export function FormTextsProvider({ texts, children }: { texts: FormTexts; children: ReactNode }) {
  return <FormTextsContext value={texts}>{children}</FormTextsContext>
}

/** The way back from a form that one decides not to send. */
export function CancelLink({ href }: { href: string }) {
  return <ButtonLink href={href}>{useFormTexts().cancel}</ButtonLink>
}

type SentFormProps = {
  sending: Sending
  /** A further message that stays in view of the focused field. */
  note?: ReactNode | undefined
} & ComponentProps<'form'>

/** The `<form>` of every server action (`useSending`). If sending fails, it says so beside the button. */
export function SentForm({ sending, note, children, ...form }: SentFormProps) {
  const texts = useFormTexts()
  const { unsent } = sending
  return (
    <form action={sending.action} onSubmit={sending.submit} noValidate {...form}>
      {children}
      <div className={note || unsent ? 'sticky bottom-2 z-10 flex flex-col items-start gap-2' : 'hidden'}>
        {note}
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
          {unsent && unsent !== 'outdated' ? (
            <Button type="button" size="small" onClick={sending.sendAgain}>
              {texts.again}
            </Button>
          ) : null}
        </div>
      </div>
    </form>
  )
}

const unsentClass =
  'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-box border border-bad-line bg-bad-soft px-3 py-2 font-medium text-bad text-small'
