import type { Reader } from '#/db/store/store.ts'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import { endpointIdOf, type PointKey } from '#/db/words/points.ts'
import { type AccountGrant, asEditor, asOwner } from '#/lib/accounts/access/grants.ts'
import { listOwners } from '#/lib/accounts/members/policy.ts'
import type { PointState } from '#/lib/accounts/points/point-state.ts'
import { fieldsOf, groupPoints, listPoints } from '#/lib/accounts/points/points.ts'
import { readStates } from '#/lib/accounts/points/states.ts'
import { isSilent, servedStates } from '#/lib/accounts/reachability/policy.ts'
import { findOpenDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import type { StoredContacts } from '#/lib/accounts/revisions/queries.ts'
import { type Finding, listFindings } from '#/lib/changes/checks/findings.ts'
import { isCheckDue } from '#/lib/changes/checks/policy.ts'
import { findPendingCheck } from '#/lib/changes/checks/queries.ts'
import { listResendable } from '#/lib/changes/confirmations/resend.ts'
import { validateContacts } from '#/lib/contacts/form/validate.ts'
import { findOwnDrillsFrom } from '#/lib/notices/drills/own-drill.ts'
import { findLastDrill } from '#/lib/notices/drills/queries.ts'
import { findOwnDeadlines } from '#/lib/notices/views/deadlines-of.ts'
import { countNotices } from '#/lib/notices/views/queries.ts'
import { listWaiting } from '#/lib/notices/views/urgency.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import {
  type Attention,
  type AttentionFacts,
  type BouncingAddress,
  listAttention,
  maxLines,
} from './policy.ts'

/** The page that asks. `stored`: the contact information that its form would open on. */
type Asking = { environment: AccountEnvironment; stored: StoredContacts }

/** What needs the account's people now, the most urgent first. */
export async function findAttention(read: Reader, grant: AccountGrant, asking: Asking): Promise<Attention[]> {
  return listAttention(await readFacts(read, grant, asking))
}

async function readFacts(read: Reader, grant: AccountGrant, { environment, stored }: Asking) {
  const { account, missing, members } = grant
  const statuses = await readStates(read, grant)
  const findings = listFindings(grant, statuses, new Map())
  const notices = await listWaiting(read, grant, environment, maxLines + 1)
  return {
    at: now(),
    environment,
    notices,
    deadlines: await findOwnDeadlines(read, grant, notices),
    counts: await countNotices(read, grant, environment),
    production: environment === 'sandbox' ? await countNotices(read, grant, 'production') : null,
    missing: missing.length > 0 ? { fields: missing.map(({ field }) => field), dueAt: account.dueAt } : null,
    bouncing: listBouncingAddresses(grant, statuses),
    silent: isSilentNow(grant, statuses),
    unreached: await findUnreached(read, grant, statuses),
    check: await findCheck(read, grant),
    draft: validateDraft(grant, environment, stored),
    unconfirmed: await findUnconfirmed(read, grant, statuses, findings),
    soleOwner: asOwner(grant) !== null && listOwners(members).length === 1,
  }
}

type Statuses = ReadonlyMap<string, PointState>

/** Contacts in use and members, each address and endpoint that gets no notices once. */
function listBouncingAddresses(grant: AccountGrant, statuses: Statuses): BouncingAddress[] {
  return listPoints(grant, 'used').flatMap((point): BouncingAddress[] => {
    const { key, shown: address, label, member, serves } = point
    const status = statuses.get(key)
    const reason = status?.status === 'bouncing' ? status.code : null
    const id = endpointIdOf(key)
    const isTold = id === null || grant.live?.has(id) === true
    if (isTold && reason === null) return []
    const idle = status?.status === 'unconfirmed' ? 'unconfirmed' : 'disabled'
    const state = isTold ? 'failing' : idle
    const endpoint = id === null ? null : ({ id, state, reason: reason ?? '' } as const)
    const fields = serves.filter((purpose) => purpose !== 'owners')
    const isContact = fieldsOf(point).length > 0
    const ofPerson = isContact && !fields.includes('alerts') ? '' : (member?.name ?? '')
    const name = endpoint ? label : ofPerson
    const of = isContact || !member ? 'contact' : member.userId === grant.actor.user.id ? 'own' : 'member'
    return [{ address, endpoint, name, fields, of }]
  })
}

function isSilentNow(grant: AccountGrant, statuses: Statuses): boolean {
  const isBouncing = (key: PointKey) => statuses.get(key)?.status === 'bouncing'
  return isSilent({ points: groupPoints(grant) }, isBouncing)
}

/** The last drill of an account in service if nobody answered it, unless another waits for its answer. */
async function findUnreached(read: Reader, grant: AccountGrant, statuses: Statuses) {
  const { account } = grant
  const { drilledAt, reachedAfter, state } = account
  if (drilledAt === null || reachedAfter !== null || !servedStates.includes(state)) return null
  if (await findOpenDrill(read, account.id)) return null
  const last = await findLastDrill(read, account)
  const from = await findOwnDrillsFrom(read, grant)
  const again = !isSilentNow(grant, statuses) && from !== null && from <= now()
  return { endedAt: drilledAt, unsent: last?.outcome === 'unsent', again }
}

async function findCheck(read: Reader, grant: AccountGrant): Promise<AttentionFacts['check']> {
  const { account, missing } = grant
  const editor = asEditor(grant)
  const question = editor && (await findPendingCheck(read, editor))
  if (question) return { ...question, findings: question.findings.length }
  const isDue = !editor && account.checkDueAt !== null && isCheckDue(account, missing, now())
  return isDue && account.checkDueAt !== null
    ? { dueAt: account.checkDueAt, version: null, findings: 0, needsCorrection: false }
    : null
}

/** From Sandbox a draft may hold alert contacts that only Production can submit. */
function validateDraft(
  { members, integrationType, contacts }: AccountGrant,
  environment: AccountEnvironment,
  { draft, values, version }: StoredContacts,
): AttentionFacts['draft'] {
  if (!draft) return null
  const checked = validateContacts(values, {
    memberIds: members.map(({ userId }) => userId),
    merchantIssues: integrationType.merchantIssues,
    environment,
    previous: contacts,
  })
  return { ...draft, version, ready: environment === 'production' && checked.ok }
}

async function findUnconfirmed(
  read: Reader,
  grant: AccountGrant,
  statuses: Statuses,
  findings: readonly Finding[],
): Promise<AttentionFacts['unconfirmed']> {
  const addresses = findings.filter(({ kind }) => kind === 'unconfirmed').map(({ address }) => address)
  if (addresses.length === 0) return { addresses, mailed: 0, askable: 0 }
  const isMailed = (address: string) => {
    const status = statuses.get(addressKey(address))
    return status?.status === 'unconfirmed' && status.askedAt !== null
  }
  const askable = await listResendable(read, grant)
  return { addresses, mailed: addresses.filter(isMailed).length, askable: askable.length }
}
