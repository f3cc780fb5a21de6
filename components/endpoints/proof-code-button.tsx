'use client'

import { type MouseEvent, type ReactNode, useState, useTransition } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { useBrowser } from '#/components/ui/use-browser.ts'
import { emptyForm, type FormAction } from '#/lib/platform/lists/form-state.ts'

type ProofCodeButtonProps = { action: FormAction; account: string; children: ReactNode }

/**
 * Asks for the code of a proof and leaves its form as it is, secrets too. Without JavaScript it sends the form, which answers with
 * what was typed.
 */
export function ProofCodeButton({ action, account, children }: ProofCodeButtonProps) {
  const [{ ok, message }, setAnswer] = useState(emptyForm)
  const [pending, startAsking] = useTransition()
  const isScripted = useBrowser(() => true, false)

  function ask(event: MouseEvent<HTMLButtonElement>) {
    event.preventDefault()
    if (pending) return
    const form = new FormData()
    form.set('account', account)
    startAsking(async () => setAnswer(await action(emptyForm, form)))
  }

  return (
    <div className="flex flex-col gap-2">
      <div>
        <Button
          type={isScripted ? 'button' : 'submit'}
          size="small"
          name="ask"
          value="code"
          formNoValidate
          aria-disabled={pending || undefined}
          onClick={ask}
        >
          {children}
        </Button>
      </div>
      <p role={ok ? 'status' : 'alert'} className="max-w-measure text-small empty:hidden">
        {message}
      </p>
    </div>
  )
}
