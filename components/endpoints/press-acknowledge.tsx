'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#/components/ui/button.tsx'

type PressAcknowledgeProps = {
  /** Where the phone sends the answer, and the page with the button for a browser without JavaScript. */
  api: string
  page: string
  /** Who answers. */
  by: string
  label: string
  failed: string
}

/** The button that ntfy shows on a phone: it sends the answer by itself. */
export function PressAcknowledge({ api, page, by, label, failed }: PressAcknowledgeProps) {
  const router = useRouter()
  const [status, setStatus] = useState('')
  async function press() {
    const headers = { 'content-type': 'application/json' }
    const sent = fetch(api, { method: 'POST', headers, body: JSON.stringify({ by }) })
    const answer = await sent.catch(() => null)
    setStatus(answer?.ok ? '' : `${failed} (${answer?.status ?? '–'})`)
    router.refresh()
  }
  return (
    <form
      method="get"
      action={page}
      onSubmit={(event) => {
        event.preventDefault()
        void press()
      }}
      className="flex flex-wrap items-center gap-3"
    >
      <Button variant="primary" icon="check">
        {label}
      </Button>
      <span role="status">{status}</span>
    </form>
  )
}
