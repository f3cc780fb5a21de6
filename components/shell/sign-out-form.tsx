'use client'

import type { ReactNode } from 'react'
import { PlainForm } from '#/components/form/plain-form.tsx'
import { signOutFormAction } from '#/lib/identity/sessions/sign-out-action.ts'

/** Signs out and clears unsaved text from the tab, so that the next person cannot see it. */
export function SignOutForm({ children }: { children: ReactNode }) {
  return (
    <PlainForm action={signOutFormAction} onSend={() => sessionStorage.clear()}>
      {children}
    </PlainForm>
  )
}
