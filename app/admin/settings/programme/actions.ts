'use server'

import { revalidatePath } from 'next/cache'
import { redirect, unstable_rethrow } from 'next/navigation'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { programmeFormSchema } from '#/lib/admin/settings/form.ts'
import {
  accentFields,
  emptyProgrammeForm,
  nearestColours,
  type ProgrammeFormState,
  takeIntent,
} from '#/lib/admin/settings/programme-form-state.ts'
import {
  formatIssues,
  formOf,
  keepValues,
  reportError,
  toInput,
} from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { isWorthKeeping, stashForm } from '#/lib/identity/access/stashed-form.ts'
import { accentOf } from '#/lib/platform/look/accent.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/** The form of the programme's settings: previews, takes a readable colour, returns to writing, or saves. */
export async function saveProgrammeAction(
  previous: ProgrammeFormState,
  given: FormData,
): Promise<ProgrammeFormState> {
  const form = formOf(given)
  const { intent, ...values } = keepValues(form)
  const taken = accentFields.find((field) => intent === takeIntent(field))
  if (taken) values[taken] = nearestColours(values)[taken] ?? ''
  const writing: ProgrammeFormState = { ...emptyProgrammeForm, values, id: newId() }
  try {
    const grant = await admin()
    if (intent === 'write') return writing
    const parsed = programmeFormSchema.safeParse({
      ...toInput(form),
      ...(taken && { [taken]: values[taken] }),
    })
    if (!parsed.success)
      return {
        ...writing,
        ...(await formatIssues(parsed.error, values)),
        nearest: nearestColours(values),
      }
    const { version, ...settings } = parsed.data
    if (intent !== 'save') {
      const { programmeName, privacyEn, privacyIt } = settings
      const notices = [
        { locale: 'en', text: privacyEn },
        { locale: 'it', text: privacyIt },
      ]
      const privacy = notices.filter(({ text }) => text !== '')
      return { ...writing, preview: { programmeName, accent: accentOf(settings), privacy } }
    }
    await saveSettings(await getStore(), grant, 'programme', settings, version)
    revalidatePath('/', 'layout')
    redirect('/admin/settings/programme?done=saved')
  } catch (error) {
    unstable_rethrow(error)
    if (isWorthKeeping(error)) await stashForm(saveProgrammeAction, previous, form)
    // The page shows what somebody else has saved beside the refusal.
    if (error instanceof AppError && error.code === 'settings-changed') revalidatePath('/', 'layout')
    const message = await reportError(error)
    const field = error instanceof AppError ? error.field : null
    return { ...writing, message, fieldErrors: field ? { [field]: message } : {} }
  }
}
