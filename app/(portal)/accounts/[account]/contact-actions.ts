'use server'

import { refresh, revalidatePath } from 'next/cache'
import { redirect, unstable_rethrow } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { environments, type FieldId, fieldIds, maxEntries } from '#/db/words/accounts.ts'
import type { EditorGrant } from '#/lib/accounts/access/grants.ts'
import { requireMember } from '#/lib/accounts/access/require.ts'
import { loadDraftOrLatest } from '#/lib/accounts/revisions/queries.ts'
import { discardDraft, saveDraft, submitContacts } from '#/lib/changes/contacts/commands.ts'
import {
  discardSectionDraft,
  saveSectionDraft,
  submitSection,
} from '#/lib/changes/contacts/section-commands.ts'
import { businessZone } from '#/lib/contacts/fields/policy.ts'
import {
  applyIntent,
  listOverfull,
  parseAddressIntent,
  parseIntent,
  parseTestIntent,
} from '#/lib/contacts/form/form-intent.ts'
import type { AutosaveAnswer, ContactFormState } from '#/lib/contacts/form/form-state.ts'
import { mergeChosen, parseForm, withoutOfferedZone } from '#/lib/contacts/form/values.ts'
import { confirmedIn, formOf, reportError, toInput } from '#/lib/identity/access/define-action.ts'
import { isWorthKeeping, stashForm } from '#/lib/identity/access/stashed-form.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { markFormRefused } from '#/lib/platform/lists/refused-form.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { askOfAddress, sendTest } from './contact-buttons.ts'
import { submissionInQuery } from './contact-notes.ts'
import { formatContactErrors, listConflicts } from './contact-texts.ts'

const envelopeSchema = z.object({
  account: z.string().max(100),
  place: z.enum(['gate', 'configuration']),
  environment: z.enum(environments),
  version: z.coerce.number().int().min(0),
  /** The one field of the form; absent from the whole form. */
  section: z.enum(fieldIds).optional(),
  intent: z.string().max(100).default('draft'),
})
type Envelope = z.output<typeof envelopeSchema>

/** The actions of the contact form, for owners and editors on both sides of the gate. */
export async function contactFormAction(
  previous: ContactFormState,
  given: FormData,
): Promise<ContactFormState> {
  const form = formOf(given)
  let state: ContactFormState = {
    ...previous,
    id: newId(),
    message: null,
    errors: {},
    conflict: null,
    question: null,
  }
  try {
    state = { ...state, values: parseForm(form) }
    const envelope = readEnvelope(form)
    const grant = await requireMember(envelope.account, 'editor')
    if (parseIntent(envelope.intent)) {
      const values = applyIntent(state.values, envelope.intent, offeredZone(grant))
      return noteErrors({
        ...state,
        values,
        version: envelope.version,
        errors: await describeTooMany(values),
      })
    }
    return await noteErrors(await saveForm(grant, envelope, form, state))
  } catch (error) {
    unstable_rethrow(error)
    if (isWorthKeeping(error)) await stashForm(contactFormAction, previous, form)
    return { ...state, message: { meaning: 'bad', text: await reportError(error) } }
  }
}

async function noteErrors(state: ContactFormState): Promise<ContactFormState> {
  if (Object.keys(state.errors).length > 0) await markFormRefused()
  return state
}

/** Autosaves the draft; the page around the form shows the effect. */
export async function autosaveContactsAction(given: FormData): Promise<AutosaveAnswer> {
  const form = formOf(given)
  const t = await getTranslations('contacts.draft')
  try {
    const envelope = readEnvelope(form)
    const grant = await requireMember(envelope.account, 'editor')
    const outcome = await saveTyped(grant, envelope, parseForm(form))
    if (outcome.kind === 'conflict') return { kind: 'conflict', status: t('meanwhile') }
    const at = (await getFormatter()).dateTime(now(), { timeStyle: 'short' })
    refresh()
    const status = outcome.hasDraft ? t('autosaved', { at }) : t('none')
    return { kind: 'saved', version: outcome.version, status }
  } catch (error) {
    unstable_rethrow(error)
    return { kind: 'refused', status: t('notSaved', { reason: await reportError(error) }) }
  }
}

async function saveForm(
  grant: EditorGrant,
  envelope: Envelope,
  form: FormData,
  state: ContactFormState,
): Promise<ContactFormState> {
  const { intent, section } = envelope
  const page = `/accounts/${grant.account.slug}/${envelope.place === 'gate' ? 'onboarding' : 'configuration/contact-information'}`
  const { values, undecided } = await settleChoices(grant, envelope, form, state)
  if (undecided) return { ...undecided, version: envelope.version }
  const outcome =
    intent === 'submit'
      ? await submitTyped(grant, envelope, values)
      : intent === 'discard'
        ? await discardKept(grant, envelope)
        : await saveTyped(grant, envelope, values)
  if (outcome.kind === 'conflict') return listConflicts({ ...state, values }, grant, envelope, outcome)
  revalidatePath('/', 'layout')
  const [ofSection, anchor] = section ? [`&section=${section}`, `#${section}`] : ['', '']
  if (intent === 'discard') redirect(`${page}?done=discarded${ofSection}${anchor}`)
  if (outcome.kind === 'submitted') {
    const notes = submissionInQuery(outcome)
    redirect(
      envelope.place === 'gate'
        ? `/accounts/${grant.account.slug}?done=complete${notes}`
        : `${page}?done=submitted${ofSection}${notes}${anchor}`,
    )
  }
  const saved = { ...state, values, version: outcome.version }
  if (outcome.kind === 'invalid') return { ...saved, errors: await formatContactErrors(outcome.errors) }
  const tested = parseTestIntent(intent)
  if (tested) return sendTest(grant, tested, { saved, intent, confirmed: confirmedIn(form) })
  const asked = parseAddressIntent(intent, values)
  if (asked) return askOfAddress(grant, asked, saved)
  const t = await getTranslations('contacts.draft')
  return outcome.hasDraft
    ? { ...saved, message: { meaning: 'good', text: t('stored') } }
    : { ...saved, message: { meaning: 'information', text: t('none') } }
}

type Values = ContactFormState['values']

/** The zone that the form offers for blank hours. */
function offeredZone({ contacts, actor }: EditorGrant): string {
  return businessZone(contacts, actor.user.timeZone)
}

async function saveTyped(grant: EditorGrant, { section, ...envelope }: Envelope, typed: Values) {
  const save = { ...envelope, values: withoutOfferedZone(typed, offeredZone(grant)) }
  const store = await getStore()
  return section ? saveSectionDraft(store, grant, { ...save, section }) : saveDraft(store, grant, save)
}

async function submitTyped(grant: EditorGrant, { section, ...envelope }: Envelope, typed: Values) {
  const save = { ...envelope, values: withoutOfferedZone(typed, offeredZone(grant)) }
  const store = await getStore()
  return section ? submitSection(store, grant, { ...save, section }) : submitContacts(store, grant, save)
}

async function discardKept(grant: EditorGrant, { section, ...envelope }: Envelope) {
  const store = await getStore()
  return section
    ? discardSectionDraft(store, grant, { ...envelope, section })
    : discardDraft(store, grant, envelope.version)
}

async function describeTooMany(values: ContactFormState['values']): Promise<Record<string, string>> {
  const t = await getTranslations('contacts.form')
  const errors = listOverfull(values).map(({ path, count }) => [
    path,
    t('tooMany', { max: maxEntries, over: count - maxEntries }),
  ])
  return Object.fromEntries(errors)
}

/** The choices in a conflict; `undecided` asks again while a field has none. */
async function settleChoices(
  grant: EditorGrant,
  envelope: Envelope,
  form: FormData,
  state: ContactFormState,
): Promise<{ values: ContactFormState['values']; undecided: ContactFormState | null }> {
  const asked = form.getAll('conflicting').filter(isFieldId)
  if (asked.length === 0) return { values: state.values, undecided: null }
  const stored = await loadDraftOrLatest((await getStore()).read, grant)
  const choices: Partial<Record<FieldId, 'mine' | 'theirs'>> = Object.fromEntries(
    fieldIds.map((field) => [field, asked.includes(field) ? undefined : 'mine']),
  )
  const errors: Record<string, string> = {}
  for (const field of asked) {
    const choice = form.get(`choose.${field}`)
    if (choice === 'mine' || choice === 'theirs') choices[field] = choice
    else errors[`choose.${field}`] = (await getTranslations('contacts'))('choose')
  }
  if (Object.keys(errors).length === 0)
    return { values: mergeChosen(state.values, stored.values, choices), undecided: null }
  const conflicting = await listConflicts(state, grant, envelope, { kind: 'conflict', stored })
  return { values: state.values, undecided: { ...conflicting, errors } }
}

function isFieldId(value: FormDataEntryValue): value is FieldId {
  return fieldIds.some((field) => field === value)
}

/** @throws AppError `invalid-input` if the hidden fields are not what a page wrote into them */
function readEnvelope(form: FormData): Envelope {
  const input = toInput(form)
  const last = (name: keyof Envelope) => [input[name]].flat().at(-1)
  const names = ['account', 'place', 'environment', 'version', 'section', 'intent'] as const
  const parsed = envelopeSchema.safeParse(Object.fromEntries(names.map((name) => [name, last(name)])))
  if (!parsed.success) throw new AppError('invalid-input')
  return parsed.data
}
