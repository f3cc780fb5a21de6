'use client'

import { type ComponentProps, type ReactNode, useRef } from 'react'
import { isServing } from './is-serving.ts'
import { SentForm, useSending } from './sent-form.tsx'

type PlainFormProps = { action: (form: FormData) => Promise<void>; onSend?: () => void; children: ReactNode }

/** A form whose action returns nothing, such as signing out. */
export function PlainForm({ action, onSend, children }: PlainFormProps) {
  const sending = useSending<null>(async (_, form) => {
    onSend?.()
    await action(form)
    return null
  }, null)
  return (
    <SentForm sending={sending} action={action}>
      {children}
    </SentForm>
  )
}

/** A form that the browser posts to an address and shows progress for; it first checks that the server answers. */
export function UploadingForm(props: Omit<ComponentProps<typeof SentForm>, 'sending' | 'ref'>) {
  const form = useRef<HTMLFormElement>(null)
  const sending = useSending<null>(async () => {
    if (!(await isServing())) throw new Error('The server does not answer.')
    form.current?.submit()
    return null
  }, null)
  return <SentForm {...props} ref={form} sending={sending} method="post" encType="multipart/form-data" />
}
