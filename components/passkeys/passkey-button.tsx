'use client'

import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { type MouseEvent, useRef, useState } from 'react'
import { useFormStatus } from 'react-dom'
import { Button, type ButtonVariant } from '#/components/ui/button.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { useBrowser } from '#/components/ui/use-browser.ts'
import type { QueryState } from '#/lib/platform/lists/form-state.ts'

/** The browser's error, in words. */
type PasskeyFaults = { cancelled: string; known: string; unable: string; failed: string }

type PasskeyButtonProps = {
  /** The options for the browser: to create a passkey or to use one. */
  ask:
    | { kind: 'new'; action: () => Promise<QueryState<PublicKeyCredentialCreationOptionsJSON>> }
    | { kind: 'show'; action: () => Promise<QueryState<PublicKeyCredentialRequestOptionsJSON>> }
  variant?: ButtonVariant | undefined
  pendingLabel: string
  faults: PasskeyFaults
  unavailable: string
  noScript: string
  children: string
}

/**
 * Submits the form with the authenticator's response as `answer`. It is a submit button, so Enter works too. A browser
 * without passkeys gets a sentence instead.
 */
export function PasskeyButton(props: PasskeyButtonProps) {
  const { ask, variant = 'primary', pendingLabel, faults, unavailable, noScript, children } = props
  const answer = useRef<HTMLInputElement>(null)
  const [asking, setAsking] = useState(false)
  const [fault, setFault] = useState('')
  const { pending } = useFormStatus()
  const isAvailable = useBrowser(hasPasskeys, true)
  const busy = asking || pending

  async function press(event: MouseEvent<HTMLButtonElement>) {
    event.preventDefault()
    const { form } = event.currentTarget
    if (busy || !form || !answer.current) return
    setFault('')
    setAsking(true)
    try {
      const answered = await ceremony(ask)
      if (typeof answered === 'string') return setFault(answered)
      answer.current.value = JSON.stringify(answered)
      form.requestSubmit()
    } catch (error) {
      setFault(faults[nameFault(error)])
    } finally {
      setAsking(false)
    }
  }

  if (!isAvailable) return <p className="max-w-measure text-muted text-small">{unavailable}</p>
  return (
    <div className="flex flex-col gap-2">
      <input ref={answer} type="hidden" name="answer" defaultValue="" />
      <div className="flex flex-wrap noscript:hidden">
        <Button variant={variant} aria-disabled={busy || undefined} onClick={press}>
          {busy ? (
            <span className="motion-safe:animate-spin">
              <Icon name="spinner" size="small" />
            </span>
          ) : null}
          {busy ? pendingLabel : children}
        </Button>
      </div>
      <div role="alert" className="max-w-measure font-medium text-bad text-small empty:hidden">
        {fault ? (
          <span className="flex gap-1.5">
            <span className="flex h-5 items-center">
              <Icon name="bad" size="small" />
            </span>
            <span className="min-w-0">{fault}</span>
          </span>
        ) : null}
      </div>
      <p className="hidden max-w-measure text-muted text-small noscript:block">{noScript}</p>
    </div>
  )
}

/** The authenticator's response, or the reason there is none. The code loads on a press, because few people press. */
async function ceremony(ask: PasskeyButtonProps['ask']): Promise<object | string> {
  const library = import('@simplewebauthn/browser')
  if (ask.kind === 'new') {
    const asked = await ask.action()
    if (!asked.ok) return asked.message
    return (await library).startRegistration({ optionsJSON: asked.answer })
  }
  const asked = await ask.action()
  if (!asked.ok) return asked.message
  return (await library).startAuthentication({ optionsJSON: asked.answer })
}

/** The browser errors of WebAuthn, 5.1.3 and 5.1.4. */
function nameFault(error: unknown): keyof PasskeyFaults {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'AbortError') return 'cancelled'
  if (name === 'InvalidStateError') return 'known'
  return name === 'ConstraintError' || name === 'NotSupportedError' ? 'unable' : 'failed'
}

const hasPasskeys = (): boolean => window.isSecureContext && typeof window.PublicKeyCredential === 'function'
