import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { Notice } from '#/lib/notices/views/queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

type AnswerFormsProps = {
  account: string
  notice: Notice
  actions: { acknowledge: FormAction; close: FormAction } | null
}

const noteHints = { event: 'noteHint', test: 'noteExerciseHint', drill: 'noteDrillHint' } as const
const closings = { event: 'close', test: 'closeExercise', drill: 'closeDrill' } as const

/**
 * The form to acknowledge a notice. It disappears once it is no longer possible, except after a late submission. A
 * resolved emergency can still need an acknowledgement.
 */
export async function AcknowledgeForm({ account, notice, actions }: AnswerFormsProps) {
  const t = await getTranslations('notices.answer')
  const isClosed = notice.closedAt !== null
  const isAnswered =
    !notice.asksAnswer || notice.acknowledgedAt !== null || (isClosed && notice.dueAt === null)
  const lead = isClosed ? 'lateLead' : notice.kind === 'event' ? 'acknowledgeLead' : 'exerciseLead'
  return (
    <Box>
      <ActionForm
        action={actions?.acknowledge ?? null}
        id="acknowledge"
        hidden={{ account, notice: notice.id }}
        ended={isAnswered}
      >
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <p className="min-w-0 max-w-measure flex-1 basis-64">{t(lead)}</p>
          <SubmitButton>{t('acknowledge')}</SubmitButton>
        </div>
      </ActionForm>
    </Box>
  )
}

/** The form to close a notice with a note. It disappears like the one above. */
export async function CloseForm({ account, notice, actions }: AnswerFormsProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('notices.answer')
  const isExercise = notice.kind !== 'event'
  return (
    <Box>
      <ActionForm
        action={actions?.close ?? null}
        id="close"
        hidden={{ account, notice: notice.id }}
        ended={notice.closedAt !== null}
        submit={t(closings[notice.kind])}
        variant="secondary"
      >
        <FormTextarea
          name="note"
          label={t(isExercise ? 'noteExercise' : notice.asksAnswer ? 'note' : 'noteInformation')}
          hint={t(noteHints[notice.kind], { programme })}
          rows={2}
          required
        />
      </ActionForm>
    </Box>
  )
}

function Box({ children }: { children: ReactNode }) {
  return (
    <div className="rounded-box border border-line bg-surface p-4 empty:hidden sm:p-6 print:hidden">
      {children}
    </div>
  )
}
