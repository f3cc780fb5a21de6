'use client'

import { LiveRegion } from '#/components/ui/live-region.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { ContactTexts } from './texts.ts'
import type { AutosaveStatus } from './use-autosave.ts'

type AutosaveNoteProps = { status: AutosaveStatus | undefined; texts: ContactTexts }

/** Whether what was typed is saved, in view of wherever one types. */
export function AutosaveNote({ status, texts }: AutosaveNoteProps) {
  const look =
    status?.kind === 'saved'
      ? 'border-line bg-surface text-muted'
      : 'border-attention-line bg-attention-soft font-medium'
  return (
    <div
      className={
        status
          ? `mt-3 flex max-w-full flex-wrap items-center gap-x-3 gap-y-2 rounded-box border px-3 py-1.5 text-small ${look}`
          : 'sr-only'
      }
    >
      <LiveRegion>{status?.kind === 'unanswered' ? texts.unanswered : status?.text}</LiveRegion>
      {status?.kind === 'conflict' ? (
        <SubmitButton name="intent" value="draft" variant="secondary" size="small">
          {texts.compare}
        </SubmitButton>
      ) : null}
    </div>
  )
}
