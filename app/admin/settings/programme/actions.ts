'use server'

import { revalidatePath } from 'next/cache'
import { redirect, unstable_rethrow } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { Store } from '#/db/store/store.ts'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { programmeFormSchema } from '#/lib/admin/settings/form.ts'
import { fileOf, logoFields, removalOf } from '#/lib/admin/settings/logo-fields.ts'
import {
  type LogoFault,
  logoFaultParams,
  previewPicture,
  takeLogoFile,
} from '#/lib/admin/settings/logo-files.ts'
import {
  accentFields,
  emptyProgrammeForm,
  nearestColours,
  type ProgrammeFormState,
  takeIntent,
} from '#/lib/admin/settings/programme-form-state.ts'
import { previewOf } from '#/lib/admin/settings/programme-preview.ts'
import {
  collectValues,
  formatIssues,
  formOf,
  reportError,
  toInput,
} from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { isWorthKeeping, stashForm } from '#/lib/identity/access/stashed-form.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'

/** The form of the programme's settings: previews, takes a readable colour, returns to writing, or saves. */
export async function saveProgrammeAction(
  previous: ProgrammeFormState,
  given: FormData,
): Promise<ProgrammeFormState> {
  const form = formOf(given)
  const { intent, ...values } = collectValues(form)
  const taken = accentFields.find((field) => intent === takeIntent(field))
  if (taken) values[taken] = nearestColours(values)[taken] ?? ''
  const writing: ProgrammeFormState = { ...emptyProgrammeForm, values, id: newId() }
  try {
    const grant = await admin()
    const store = await getStore()
    const faults = await takeFiles(store, grant, form, values)
    if (intent === 'write') return writing
    const parsed = programmeFormSchema.safeParse({
      ...toInput(form),
      ...pick(values, [...logoFields, ...accentFields]),
    })
    if (!parsed.success || Object.keys(faults).length > 0) {
      const t = await getTranslations('errors')
      const issues = parsed.success ? null : await formatIssues(parsed.error, values)
      const messages = Object.entries(faults).map(([name, fault]) => [name, t(fault, logoFaultParams)])
      return {
        ...writing,
        message: issues?.message ?? t('check-fields'),
        fieldErrors: { ...issues?.fieldErrors, ...Object.fromEntries(messages) },
        nearest: nearestColours(values),
      }
    }
    const { version, ...settings } = parsed.data
    if (intent !== 'save') return { ...writing, preview: previewOf(settings) }
    await saveSettings(store, grant, 'programme', settings, version)
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

/** Stores the uploaded files and names them in `values`, so that no later error loses them. Returns what is not taken. */
async function takeFiles(store: Store, grant: AdminGrant, form: FormData, values: Record<string, string>) {
  const faults: Record<string, LogoFault> = {}
  for (const field of logoFields) {
    if (values[removalOf(field)]) values[field] = ''
    const read = await takeLogoFile(field, form.get(fileOf(field)))
    if (typeof read === 'string') faults[fileOf(field)] = read
    else if (read) {
      await previewPicture(store, grant, read)
      values[field] = read.id
    }
    delete values[removalOf(field)]
  }
  if (values.logoVector && !values.logo) faults[fileOf('logo')] ??= 'svg-alone'
  return faults
}

function pick(values: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? '']))
}
