import type { Store, Writer } from '#/db/store/store.ts'
import { type ContactFormValues, type FieldId, isEditable } from '#/db/words/accounts.ts'
import { assertOpen, type EditorGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { loadDraftOrLatest, type StoredContacts } from '#/lib/accounts/revisions/queries.ts'
import { changedBetween } from '#/lib/contacts/form/compare.ts'
import { rebaseDraft } from '#/lib/contacts/form/sections.ts'
import { validateSection } from '#/lib/contacts/form/validate.ts'
import { differingFields, emptyValues, toFormValues, withFields } from '#/lib/contacts/form/values.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import {
  type ContactSave,
  contextOf,
  type DraftOutcome,
  refuseAlertsInSandbox,
  type SubmitOutcome,
  writeSubmission,
} from './commands.ts'
import { writeDraft } from './write-draft.ts'

/** A save of one field; the other `values` are ignored. */
export type SectionSave = ContactSave & { section: FieldId }

/**
 * Stores one field of the draft as typed; the others stay. A draft that no longer differs from the last revision is
 * deleted.
 * @throws AppError `alerts-in-sandbox`, `invalid-input` for a field that the form does not show, `locked`, since the gate
 * has the whole form, and as `reauthorise`
 */
export function saveSectionDraft(
  store: Store,
  grant: EditorGrant,
  given: SectionSave,
): Promise<DraftOutcome> {
  return store.transact(async (tx) => {
    const fresh = assertOpen(await reauthorise(tx, grant, 'editor'))
    assertShown(fresh, given)
    const stored = await loadDraftOrLatest(tx, fresh)
    const save = withUnshownEndpoints(given, stored)
    if (isStale(fresh, stored, save)) return { kind: 'conflict', stored }
    const values = withFields(stored.values, [save.section], save.values)
    const { version } = await writeDraft(tx, fresh, stored, values)
    const hasDraft = differingFields(values, toFormValues(fresh.contacts)).includes(save.section)
    return { kind: 'saved', version, hasDraft }
  })
}

/**
 * Takes one field out of the draft, for everyone. Conflicts if somebody changed that field after `version`.
 * @throws AppError as `saveSectionDraft`
 */
export function discardSectionDraft(
  store: Store,
  grant: EditorGrant,
  given: Omit<SectionSave, 'values'>,
): Promise<DraftOutcome> {
  const { section } = given
  return store.transact(async (tx) => {
    const fresh = assertOpen(await reauthorise(tx, grant, 'editor'))
    const submitted = toFormValues(fresh.contacts)
    assertShown(fresh, { ...given, values: submitted })
    const stored = await loadDraftOrLatest(tx, fresh)
    if (isStale(fresh, stored, { ...given, values: submitted })) return { kind: 'conflict', stored }
    const values = withFields(stored.values, [section], submitted)
    if (stored.draft === null || differingFields(values, stored.values).length === 0)
      return { kind: 'saved', version: stored.version, hasDraft: stored.draft !== null }
    const who = { actorId: fresh.actor.user.id, accountId: fresh.account.id }
    const before = { [section]: stored.values[section] }
    await writeAudit(tx, { ...who, action: 'contacts.draft-discarded', before })
    return { kind: 'saved', ...(await writeDraft(tx, fresh, stored, values)) }
  })
}

/**
 * Submits one field: the next revision is the last one with that field's values, and the draft's other fields stay a
 * draft. Only this field can be wrong; a wrong one becomes the draft.
 * @throws AppError as `saveSectionDraft`
 */
export function submitSection(store: Store, grant: EditorGrant, given: SectionSave): Promise<SubmitOutcome> {
  return store.transact(async (tx) => {
    const fresh = assertOpen(await reauthorise(tx, grant, 'editor'))
    assertShown(fresh, given)
    const stored = await loadDraftOrLatest(tx, fresh)
    const save = withUnshownEndpoints(given, stored)
    if (isStale(fresh, stored, save)) return { kind: 'conflict', stored }
    return submit(tx, fresh, stored, save)
  })
}

/**
 * Submits one field as it is in the draft. Conflicts if somebody changed it after `version`.
 * @throws AppError as `saveSectionDraft`
 */
export function submitSectionDraft(
  store: Store,
  grant: EditorGrant,
  given: Omit<SectionSave, 'values'>,
): Promise<SubmitOutcome> {
  return store.transact(async (tx) => {
    const fresh = assertOpen(await reauthorise(tx, grant, 'editor'))
    const stored = await loadDraftOrLatest(tx, fresh)
    const save = { ...given, values: withFields(emptyValues(), [given.section], stored.values) }
    assertShown(fresh, save)
    if (changedIn(fresh, given.section) > given.version) return { kind: 'conflict', stored }
    return submit(tx, fresh, stored, save)
  })
}

async function submit(
  tx: Writer,
  fresh: EditorGrant,
  stored: StoredContacts,
  save: SectionSave,
): Promise<SubmitOutcome> {
  const { section } = save
  const checked = validateSection(save.values, section, await contextOf(tx, fresh, save))
  if (!checked.ok) {
    const typed = withFields(stored.values, [section], save.values)
    const { version } = await writeDraft(tx, fresh, stored, typed)
    return { kind: 'invalid', errors: checked.errors, version }
  }
  const { info, notes } = checked
  const base = toFormValues(fresh.contacts)
  const submitted = toFormValues(info)
  const redraft = (draft: ContactFormValues) => {
    const rebased = rebaseDraft(draft, base, submitted, section)
    if (save.environment === 'production') return rebased
    const kept = { ...(rebased ?? submitted), endpoints: draft.endpoints }
    return differingFields(kept, submitted).length > 0 ? kept : null
  }
  // Nothing is new: the response to this form was lost, or its values were submitted already.
  if (changedBetween(fresh.contacts, info).length === 0) {
    const { version } = stored.draft ? await writeDraft(tx, fresh, stored, redraft(stored.values)) : stored
    return { kind: 'submitted', version, becameComplete: false, asked: 0, notes }
  }
  return writeSubmission(tx, fresh, isAsked(fresh) ? 'submitted' : 'section-submitted', checked, redraft)
}

/** From Sandbox, whose form does not show endpoints, with the stored ones: a save must not erase them. */
function withUnshownEndpoints(save: SectionSave, { values: { endpoints } }: StoredContacts): SectionSave {
  return save.environment === 'production' ? save : { ...save, values: { ...save.values, endpoints } }
}

/** Whether the page asks if everything is still right: it says that submitting a correction answers that. */
function isAsked({ account }: EditorGrant): boolean {
  return account.checkDueAt !== null && account.checkDueAt <= now()
}

/** Whether somebody changed this field after the form's version, to something else than the form says. */
function isStale(grant: EditorGrant, stored: StoredContacts, save: SectionSave): boolean {
  const { section, version } = save
  return changedIn(grant, section) > version && differingFields(save.values, stored.values).includes(section)
}

/** The version in which somebody last changed the field. */
function changedIn({ account }: EditorGrant, section: FieldId): number {
  return account.contactsChangedIn?.[section] ?? 0
}

function assertShown({ integrationType }: EditorGrant, save: SectionSave): void {
  refuseAlertsInSandbox(save)
  const { section, environment } = save
  const { merchantIssues } = integrationType
  if (!isEditable(section, { environment, merchantIssues }))
    throw new AppError(section === 'alerts' ? 'alerts-in-sandbox' : 'invalid-input')
}
