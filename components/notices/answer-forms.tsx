import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import type { Notice } from '#/lib/notices/views/queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

type AnswerFormsProps = {
  account: string
  notice: Notice
  /** Null for a read-only form. */
  actions: { acknowledge: FormAction; close: FormAction } | null
}

const noteHints = { event: 'noteHint', test: 'noteExerciseHint', drill: 'noteDrillHint' } as const
const closings = { event: 'close', test: 'closeExercise', drill: 'closeDrill' } as const

/**
 * The forms to acknowledge and to close a notice. Each disappears once it is no longer possible, except after a late
 * submission. A resolved emergency can still need an acknowledgement.
 */
export async function AnswerForms({ account, notice, actions }: AnswerFormsProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('notices.answer')
  const isClosed = notice.closedAt !== null
  const isAnswered =
    !notice.asksAnswer || notice.acknowledgedAt !== null || (isClosed && notice.dueAt === null)
  const isExercise = notice.kind !== 'event'
  const lead = isClosed ? 'lateLead' : isExercise ? 'exerciseLead' : 'acknowledgeLead'
  const hidden = { account, notice: notice.id }
  return (
    <>
      <Box>
        <ActionForm
          action={actions?.acknowledge ?? null}
          id="acknowledge"
          hidden={hidden}
          ended={isAnswered}
          submit={t('acknowledge')}
        >
          <p className="max-w-measure">{t(lead)}</p>
        </ActionForm>
      </Box>
      <Box>
        <ActionForm
          action={actions?.close ?? null}
          id="close"
          hidden={hidden}
          ended={isClosed}
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
    </>
  )
}

function Box({ children }: { children: ReactNode }) {
  return (
    <div className="rounded-box border border-line bg-surface p-4 empty:hidden sm:p-6 print:hidden">
      {children}
    </div>
  )
}
