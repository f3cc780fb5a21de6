'use client'

import type { ComponentProps } from 'react'
import { PlainForm } from '#/components/form/plain-form.tsx'

/** Signs out, and leaves nothing typed in the tab for whoever uses it next. */
export function SignOutForm(props: Omit<ComponentProps<typeof PlainForm>, 'onSend'>) {
  return <PlainForm {...props} onSend={() => sessionStorage.clear()} />
}
