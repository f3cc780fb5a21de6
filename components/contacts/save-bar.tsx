'use client'

import type { ReactNode } from 'react'
import { Button, ButtonRow } from '#/components/ui/button.tsx'
import { LiveRegion } from '#/components/ui/live-region.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { useContactFields } from './form-parts.tsx'
import type { Autosave } from './use-autosave.ts'

type SaveBarProps = {
  autosave: Pick<Autosave, 'status' | 'isSaving' | 'retry'>
  /** When the form's draft was saved, in words; null without a draft. */
  saved: string | null
  readOnly: boolean
  close?: ReactNode
}

/**
 * The form's last row, which stays in view: the buttons, and whether the draft is saved. On a phone the form saves
 * itself, so “Save draft” is there only without JavaScript.
 */
export function SaveBar({ autosave, saved, readOnly, close }: SaveBarProps) {
  const { texts } = useContactFields()
  return (
    <fieldset
      disabled={readOnly}
      className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 print:hidden"
      data-save-bar
    >
      <ButtonRow>
        <SubmitButton name="intent" value="submit">
          {texts.submit}
        </SubmitButton>
        <span className="max-sm:not-noscript:hidden">
          <SubmitButton name="intent" value="draft" variant="secondary">
            {texts.saveDraft}
          </SubmitButton>
        </span>
        {close}
      </ButtonRow>
      <SaveState {...autosave} saved={saved} />
    </fieldset>
  )
}

type SaveStateProps = SaveBarProps['autosave'] & Pick<SaveBarProps, 'saved'>

/** Screen readers hear the outcomes only, and the same one once. */
function SaveState({ status, isSaving, retry, saved }: SaveStateProps) {
  const { texts } = useContactFields()
  const failed = status !== undefined && status.kind !== 'saved'
  return (
    <div
      className={`flex min-w-0 flex-1 basis-36 flex-wrap content-center items-center self-stretch gap-x-3 gap-y-1 text-small ${failed && !isSaving ? 'font-medium text-attention' : 'text-muted'}`}
    >
      <span aria-hidden="true" className={isSaving ? '' : 'hidden'}>
        {texts.saving}
      </span>
      <div className={isSaving ? 'sr-only' : 'min-w-0'}>
        <LiveRegion>
          {status ? (status.kind === 'unanswered' ? texts.unanswered : status.text) : saved}
        </LiveRegion>
      </div>
      {failed && status.kind === 'conflict' ? (
        <SubmitButton name="intent" value="draft" variant="secondary" size="small">
          {texts.compare}
        </SubmitButton>
      ) : null}
      {failed && status.kind !== 'conflict' ? (
        <Button type="button" size="small" aria-disabled={isSaving || undefined} onClick={retry}>
          {texts.retry}
        </Button>
      ) : null}
    </div>
  )
}
