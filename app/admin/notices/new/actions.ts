'use server'

import { revalidatePath } from 'next/cache'
import { redirect, unstable_rethrow } from 'next/navigation'
import { findNamedAccount } from '#/lib/accounts/search/named-queries.ts'
import {
  collectValues,
  formatIssues,
  formOf,
  reportError,
  toInput,
} from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { isWorthKeeping, stashForm } from '#/lib/identity/access/stashed-form.ts'
import { currentTimeZone } from '#/lib/identity/sessions/current.ts'
import { handFormSchema } from '#/lib/notices/composing/hand-form.ts'
import type { HandFormState } from '#/lib/notices/composing/hand-form-state.ts'
import { previewByHand } from '#/lib/notices/composing/hand-preview.ts'
import { sendNoticeByHand } from '#/lib/notices/composing/send-by-hand.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { formatSummary } from './format-summary.ts'

/**
 * The form of a notice by hand: previews, returns to writing, or sends. It sends only what it previewed; if the
 * contacts changed since, it previews again.
 */
export async function sendByHandAction(previous: HandFormState, given: FormData): Promise<HandFormState> {
  const form = formOf(given)
  const values = collectValues(form)
  const writing: HandFormState = {
    ok: false,
    message: '',
    fieldErrors: {},
    values,
    id: newId(),
    summary: null,
  }
  try {
    const grant = await requireStaff()
    if (values.intent === 'write') return writing
    const schema = handFormSchema({ zone: await currentTimeZone(), at: now() })
    const parsed = schema.safeParse(toInput(form))
    if (!parsed.success) return { ...writing, ...(await formatIssues(parsed.error, values)) }
    const { key, slug, since, ...words } = parsed.data
    const content = { ...words, occurredAt: since }
    const store = await getStore()
    const account = await findNamedAccount(store.read, grant, slug)
    if (!account) throw new AppError('unknown-account', {}, 'slug')
    const preview = await previewByHand(store.read, grant, account, content)
    const asked = values.intent === 'send'
    if (!asked || values.seal !== preview.seal)
      return { ...writing, summary: await formatSummary({ account, content, preview, changed: asked }) }
    const id = await sendNoticeByHand(store, grant, { ...content, slug: account.slug, key })
    revalidatePath('/', 'layout')
    redirect(`/admin/notices/${id}?done=sent`)
  } catch (error) {
    unstable_rethrow(error)
    if (isWorthKeeping(error)) await stashForm(sendByHandAction, previous, form)
    const message = await reportError(error)
    const field = error instanceof AppError ? error.field : null
    return { ...writing, message, fieldErrors: field ? { [field]: message } : {} }
  }
}
