'use client'

import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { TestField } from '#/db/words/notices.ts'
import { fillPlaceholders, useContactFields } from './form-context.ts'

/** Keeps what was typed as a draft, and sends a test notice to the field's addresses that count. */
export function TestButton({ field }: { field: TestField }) {
  const { texts, withTest } = useContactFields()
  if (!withTest) return null
  return (
    <SubmitButton
      name="intent"
      value={`test:${field}`}
      variant="secondary"
      size="small"
      aria-label={fillPlaceholders(texts.sendTestTo, { field: texts.fields[field].name })}
    >
      {texts.sendTest}
    </SubmitButton>
  )
}
