import type { Reader, Store, Writer } from '#/db/store/store.ts'
import type { AccountEnvironment, ContactFormValues, ContactInformation } from '#/db/words/accounts.ts'
import type { EditorGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { readRefusals } from '#/lib/accounts/addresses/refused-before.ts'
import { listEndpointEntries } from '#/lib/accounts/points/endpoints.ts'
import { fieldsOf, listContacts, listPoints } from '#/lib/accounts/points/points.ts'
import { loadDraftOrLatest, type StoredContacts, wasSubmitted } from '#/lib/accounts/revisions/queries.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import {
  type ContactErrors,
  type ContactNote,
  type ValidationContext,
  validateContacts,
} from '#/lib/contacts/form/validate.ts'
import { differingFields, toFormValues, withUnshown } from '#/lib/contacts/form/values.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { clearMarkManually } from './retry-addresses.ts'
import { type WrittenDraft, writeDraft } from './write-draft.ts'

/** `version`: the version that the form started from. */
export type ContactSave = { version: number; environment: AccountEnvironment; values: ContactFormValues }

/** Somebody else saved first. Nothing was written; `stored` is what they saved. */
export type ContactConflict = { kind: 'conflict'; stored: StoredContacts }

/** `hasDraft`: whether what the form shows is a draft now. */
export type DraftOutcome = ({ kind: 'saved' } & WrittenDraft) | ContactConflict

/** `asked`: how many addresses this submission asked to confirm. */
export type SubmitOutcome =
  | { kind: 'submitted'; version: number; becameComplete: boolean; asked: number; notes: ContactNote[] }
  | { kind: 'invalid'; errors: ContactErrors; version: number }
  | ContactConflict

/**
 * Stores unfinished work for the account, as typed. Fields that the form did not show keep their values; a save that
 * changes nothing makes no version, and one that says the same as the last revision no draft.
 * @throws AppError `alerts-in-sandbox`, and as `reauthorise`
 */
export async function saveDraft(store: Store, grant: EditorGrant, save: ContactSave): Promise<DraftOutcome> {
  refuseAlertsInSandbox(save)
  return store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'editor')
    const stored = await loadDraftOrLatest(tx, fresh)
    if (isStale(fresh, stored, save)) return { kind: 'conflict', stored }
    return { kind: 'saved', ...(await writeDraft(tx, fresh, stored, fullValues(fresh, stored, save))) }
  })
}

/**
 * Deletes the draft, so that the form shows the last revision. Conflicts with a draft that somebody saved after
 * `version`.
 */
export async function discardDraft(store: Store, grant: EditorGrant, version: number): Promise<DraftOutcome> {
  return store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'editor')
    const stored = await loadDraftOrLatest(tx, fresh)
    if (stored.version !== version) return { kind: 'conflict', stored }
    if (stored.draft === null) return { kind: 'saved', version, hasDraft: false }
    const who = { actorId: grant.actor.user.id, accountId: fresh.account.id }
    await writeAudit(tx, { ...who, action: 'contacts.draft-discarded', before: stored.values })
    return { kind: 'saved', ...(await writeDraft(tx, fresh, stored, null)) }
  })
}

/**
 * Validates the form and stores a revision, and deletes the draft. An invalid form becomes the draft if it says something
 * new. From Sandbox,
 * alert contacts do not change.
 * @throws AppError `alerts-in-sandbox`, and as `reauthorise`
 */
export async function submitContacts(
  store: Store,
  grant: EditorGrant,
  save: ContactSave,
): Promise<SubmitOutcome> {
  refuseAlertsInSandbox(save)
  return store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'editor')
    return submit(tx, fresh, await loadDraftOrLatest(tx, fresh), save)
  })
}

/** Notes for the addresses that a submission added although they said "This is not me". We accept them and ask again. */
async function listRefusalNotes(
  tx: Writer,
  before: LoadedAccount,
  after: LoadedAccount,
): Promise<ContactNote[]> {
  const known = listContacts(before, 'kept')
  const added = [...listContacts(after, 'kept').values()].filter(({ key }) => !known.has(key))
  const refused = await readRefusals(tx, after.account.id, added)
  return added.flatMap(({ key, shown: address, serves }): ContactNote[] => {
    const at = refused.get(key)?.at(-1)
    const [path] = fieldsOf({ serves })
    return at === undefined || !path ? [] : [{ code: 'refused-before', path, params: { address, at } }]
  })
}

/**
 * Submits the draft as it is stored, if it is still the one with `version`. Without a draft it was submitted before, if
 * the next version is a submission, or else discarded.
 * @throws AppError `alerts-in-sandbox`, and as `reauthorise`
 */
export async function submitDraft(
  store: Store,
  grant: EditorGrant,
  draft: Omit<ContactSave, 'values'>,
): Promise<SubmitOutcome> {
  return store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'editor')
    const stored = await loadDraftOrLatest(tx, fresh)
    if (stored.draft === null && (await wasSubmitted(tx, fresh.account.id, draft.version + 1)))
      return { kind: 'submitted', version: stored.version, becameComplete: false, asked: 0, notes: [] }
    if (stored.draft === null || stored.version !== draft.version) return { kind: 'conflict', stored }
    const save = { ...draft, values: stored.values }
    refuseAlertsInSandbox(save)
    return submit(tx, fresh, stored, save)
  })
}

async function submit(
  tx: Writer,
  fresh: EditorGrant,
  stored: StoredContacts,
  save: ContactSave,
): Promise<SubmitOutcome> {
  if (isStale(fresh, stored, save)) return { kind: 'conflict', stored }
  const checked = validateContacts(save.values, await contextOf(tx, fresh, save))
  if (!checked.ok) {
    const { version } = await writeDraft(tx, fresh, stored, fullValues(fresh, stored, save))
    return { kind: 'invalid', errors: checked.errors, version }
  }
  // This form was submitted before, but its response was lost.
  if (stored.version !== save.version && stored.draft === null)
    return {
      kind: 'submitted',
      version: stored.version,
      becameComplete: false,
      asked: 0,
      notes: checked.notes,
    }

  const redraft = (values: ContactFormValues) => keepUnshown(values, checked.info, save.environment)
  return writeSubmission(tx, fresh, 'submitted', checked, redraft)
}

/** What validation needs to know about the account. Its endpoints are read only if the form lists some. */
export async function contextOf(
  read: Reader,
  fresh: EditorGrant,
  { environment, values }: ContactSave,
): Promise<ValidationContext> {
  const memberIds = fresh.members.map(({ userId }) => userId)
  const { merchantIssues } = fresh.integrationType
  const lists = Object.keys(values.endpoints).length > 0
  const endpoints = lists ? await listEndpointEntries(read, fresh.account.id) : []
  return { memberIds, merchantIssues, environment, previous: fresh.contacts, endpoints }
}

/** Stores the next revision; `redraft` returns the remaining draft, null if there is none. */
export async function writeSubmission(
  tx: Writer,
  fresh: EditorGrant,
  kind: 'submitted' | 'section-submitted',
  { info, notes }: { info: ContactInformation; notes: ContactNote[] },
  redraft: (values: ContactFormValues) => ContactFormValues | null,
): Promise<SubmitOutcome> {
  const { after, deadline, asked } = await changeAccount(tx, fresh, {
    kind,
    actorId: fresh.actor.user.id,
    write: (rows) => rows.revise(info, redraft, { cause: 'submitted' }),
    audit: { action: 'contacts.submitted', before: fresh.contacts, after: info },
  })
  return {
    kind: 'submitted',
    version: after.account.contactsVersion,
    becameComplete: deadline?.becameComplete ?? false,
    asked,
    notes: [...notes, ...(await listRefusalNotes(tx, fresh, after))],
  }
}

/**
 * A submission deletes the draft. One from Sandbox did not show the drafted alert contacts and endpoints, so we keep those as
 * a draft.
 */
function keepUnshown(
  { alerts, endpoints }: ContactFormValues,
  info: ContactInformation,
  environment: AccountEnvironment,
): ContactFormValues | null {
  const submitted = toFormValues(info)
  const kept = { ...submitted, alerts, endpoints }
  return environment === 'production' || differingFields(kept, submitted).length === 0 ? null : kept
}

/**
 * Whether somebody else saved other values since. Equal values usually are this same save, repeated because its response
 * was lost.
 */
function isStale(grant: EditorGrant, stored: StoredContacts, save: ContactSave): boolean {
  return (
    stored.version !== save.version &&
    differingFields(fullValues(grant, stored, save), stored.values).length > 0
  )
}

/** The submitted fields, and the stored values of fields that the form did not show. */
function fullValues({ integrationType }: EditorGrant, stored: StoredContacts, save: ContactSave) {
  const { merchantIssues } = integrationType
  return withUnshown(save.values, stored.values, { environment: save.environment, merchantIssues })
}

export function refuseAlertsInSandbox({ environment, values }: ContactSave): void {
  if (environment === 'sandbox' && values.alerts.length > 0) throw new AppError('alerts-in-sandbox')
}

/**
 * Clears the mark of a bouncing address of the account, so that mail goes there again (notices.md, Bouncing). Does
 * nothing when the address has no mark.
 * @throws AppError `not-found` when the account has no such address, `too-often`, and as `reauthorise`
 */
export function retryAddress(store: Store, grant: EditorGrant, address: string): Promise<void> {
  return store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'editor')
    const isKnown = listPoints(fresh, 'kept').some(
      ({ key, kind }) => kind === 'mail' && key === addressKey(address),
    )
    if (!isKnown) throw new AppError('not-found')
    if ((await findMarks(tx, [address])).size > 0)
      await clearMarkManually(tx, fresh.account.id, fresh.actor.user.id, address)
  })
}
