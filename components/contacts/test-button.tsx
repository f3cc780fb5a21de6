'use client'

import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { TestField } from '#/db/words/notices.ts'
import { type ContactTexts, fill } from './texts.ts'

/** Keeps what was typed as a draft, and sends a test notice to the field's addresses that count. */
export function TestButton({ field, name, texts }: { field: TestField; name: string; texts: ContactTexts }) {
  return (
    <SubmitButton
      name="intent"
      value={`test:${field}`}
      variant="secondary"
      size="small"
      aria-label={fill(texts.sendTestTo, { field: name })}
    >
      {texts.sendTest}
    </SubmitButton>
  )
}
