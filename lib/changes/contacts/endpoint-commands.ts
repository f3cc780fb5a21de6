import { eq } from 'drizzle-orm'
import { endpoints } from '#/db/schema/endpoints.ts'
import { exclusive, type Reader, type Store } from '#/db/store/store.ts'
import { type AccountEnvironment, type EndpointField, maxEndpoints } from '#/db/words/accounts.ts'
import type { EndpointKind } from '#/db/words/endpoints.ts'
import type { Locale } from '#/db/words/people.ts'
import { endpointKey } from '#/db/words/points.ts'
import { assertOpen, type EditorGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { clearMarks } from '#/lib/accounts/proof/marks.ts'
import { sendEndpointCode, tryCode } from '#/lib/changes/confirmations/endpoint-code.ts'
import type { TypedEndpoint } from '#/lib/contacts/fields/endpoint-form.ts'
import { assertProof } from '#/lib/identity/passkeys/proof.ts'
import { sealEndpoint, unsealEndpoint } from '#/lib/notices/endpoints/open-endpoint.ts'
import type { AuditAction } from '#/lib/platform/audit/actions.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { listAllowedKinds } from '#/lib/platform/settings/allowed-kinds.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import { stopMail } from './answer.ts'
import {
  digestOf,
  fieldsOf,
  findOwn,
  openOwn,
  ownSecrets,
  parse,
  place,
  refuseTwice,
  switchesOf,
  update,
  withSwitches,
} from './endpoint-rows.ts'

/** `locale: null`: the account's language. */
export type EndpointWords = { label: string; locale: Locale | null; fields: readonly EndpointField[] }

type Given = { environment: AccountEnvironment }
export type NewEndpoint = Given & EndpointWords & { id: string; kind: EndpointKind; typed: TypedEndpoint }

/** How long a rotated secret still signs. */
const overlap = day

/**
 * Adds an endpoint, unconfirmed, to the contacts and their draft, and sends it a code. Returns the secret to show once; empty
 * if the kind has none.
 * @throws AppError `endpoint-kind`, `endpoint-made`, `endpoints-full`, `endpoints-field-full`, `endpoints-in-sandbox`, `locked`,
 * `passkey-proof`, `too-many`, and as `reauthorise`; EndpointRefused
 */
export function addEndpoint(store: Store, grant: EditorGrant, given: NewEndpoint): Promise<string> {
  const { id, kind, typed, label, locale } = given
  return store.transact(async (tx) => {
    const fresh = await authoriseProven(tx, grant, given)
    if (!(await listAllowedKinds(tx)).kinds.includes(kind)) throw new AppError('endpoint-kind')
    const parsed = parse(kind, typed)
    const accountId = fresh.account.id
    if (!isId(id) || (await tx.$count(endpoints, eq(endpoints.id, id))) > 0)
      throw new AppError('endpoint-made')
    const target = digestOf(parsed)
    await refuseTwice(tx, { accountId, kind, id, target })
    if ((await tx.$count(endpoints, eq(endpoints.accountId, accountId))) >= maxEndpoints.account)
      throw new AppError('endpoints-full', { max: maxEndpoints.account })
    const secrets = ownSecrets(kind)
    const at = now()
    const { hint, host, config } = parsed
    const sealed = sealEndpoint(id, { config: { ...config, ...secrets } })
    const [made] = await tx
      .insert(endpoints)
      .values({
        ...{ id, accountId, kind, label, locale, hint, host, target, sealed },
        ...{ createdBy: fresh.actor.user.id, createdAt: at, changedAt: at },
      })
      .returning()
    if (!made) throw new Error('The endpoint was not stored.')
    await place(tx, fresh, made, given.fields, by(fresh, 'endpoint.added'))
    await sendEndpointCode(tx, made, fresh.account)
    return secrets.secret ?? ''
  })
}

/** `switches`: of the kind's form, those that are on. */
type EndpointEdit = Given & EndpointWords & { id: string; switches: TypedEndpoint }

/**
 * Changes label, language, fields and switches of an endpoint; it stays confirmed.
 * @throws AppError `endpoint-sealed`, `endpoints-field-full`, `endpoints-in-sandbox`, `locked`, `not-found`, `passkey-proof`
 */
export function changeEndpoint(store: Store, grant: EditorGrant, given: EndpointEdit): Promise<void> {
  return store.transact(async (tx) => {
    const fresh = await authoriseProven(tx, grant, given)
    const found = await findOwn(tx, fresh.account.id, given.id)
    const { label, locale, fields, switches } = given
    const sealed = withSwitches(found, switches)
    const changed = await update(tx, found, { label, locale, sealed })
    await place(tx, fresh, changed, fields, { ...by(fresh, 'endpoint.changed'), before: found })
  })
}

/**
 * Replaces where an endpoint is and what opens it: it is unconfirmed again, and gets a code there.
 * @throws AppError `endpoint-kind`, `endpoints-in-sandbox`, `locked`, `not-found`, `passkey-proof`, `too-many`; EndpointRefused
 */
export function replaceTarget(
  store: Store,
  grant: EditorGrant,
  given: Given & { id: string; typed: TypedEndpoint },
): Promise<void> {
  return store.transact(async (tx) => {
    const fresh = await authoriseProven(tx, grant, given)
    const found = await findOwn(tx, fresh.account.id, given.id)
    if (!(await listAllowedKinds(tx)).kinds.includes(found.kind)) throw new AppError('endpoint-kind')
    const { config, ...rest } = unsealEndpoint(found) ?? { config: {} }
    const parsed = parse(found.kind, { ...given.typed, ...switchesOf(found.kind, config) })
    const target = digestOf(parsed)
    await refuseTwice(tx, { ...found, target })
    const { hint, host } = parsed
    const sealed = sealEndpoint(found.id, {
      ...rest,
      config: { ...parsed.config, ...ownSecrets(found.kind, config) },
    })
    const isNew = { confirmedAt: null, failures: 0, failedSince: null, probeAt: null }
    const changed = await update(tx, found, { hint, host, target, sealed, ...isNew })
    await clearMarks(tx, [endpointKey(found.id)])
    await place(tx, fresh, changed, fieldsOf(fresh, found.id), {
      ...by(fresh, 'endpoint.changed'),
      before: found,
    })
    await stopMail(tx, { accountId: found.accountId, addressKey: endpointKey(found.id) })
    await sendEndpointCode(tx, changed, fresh.account)
  }, exclusive)
}

/**
 * Makes a new signing secret and returns it, to be shown once; the old one signs too for 24 hours.
 * @throws AppError `endpoint-sealed`, `endpoints-in-sandbox`, `locked`, `not-found` where the kind has none, `passkey-proof`
 */
export function rotateSecret(
  store: Store,
  grant: EditorGrant,
  given: Given & { id: string },
): Promise<string> {
  return store.transact(async (tx) => {
    const fresh = await authoriseProven(tx, grant, given)
    const found = await findOwn(tx, fresh.account.id, given.id)
    const { secret } = ownSecrets(found.kind)
    if (!secret) throw new AppError('not-found')
    const { config } = openOwn(found)
    const previous = { secret: config.secret ?? '', until: now() + overlap }
    const sealed = sealEndpoint(found.id, { config: { ...config, secret }, previous })
    const changed = await update(tx, found, { sealed })
    await place(tx, fresh, changed, fieldsOf(fresh, found.id), by(fresh, 'endpoint.rotated'))
    return secret
  })
}

/**
 * Removes an endpoint from every field and the draft, with its secrets. A notice that waits for it goes to the next contacts.
 * @throws AppError `endpoints-in-sandbox`, `locked`, `not-found`, `passkey-proof`
 */
export function removeEndpoint(
  store: Store,
  grant: EditorGrant,
  given: Given & { id: string },
): Promise<void> {
  return store.transact(async (tx) => {
    const fresh = await authoriseProven(tx, grant, given)
    const found = await findOwn(tx, fresh.account.id, given.id)
    await tx.delete(endpoints).where(eq(endpoints.id, found.id))
    await clearMarks(tx, [endpointKey(found.id)])
    await place(tx, fresh, found, [], { ...by(fresh, 'endpoint.removed'), before: found })
    await stopMail(tx, { accountId: found.accountId, addressKey: endpointKey(found.id) })
  }, exclusive)
}

/**
 * Sends a new code to an endpoint that is not on.
 * @throws AppError `endpoint-disabled`, `endpoint-on`, `endpoints-in-sandbox`, `locked`, `not-found`, `too-many`
 */
export function resendEndpointCode(
  store: Store,
  grant: EditorGrant,
  given: Given & { id: string },
): Promise<void> {
  return store.transact(async (tx) => {
    const fresh = await authorise(tx, grant, given)
    const found = await findOwn(tx, fresh.account.id, given.id)
    if (found.disabledBy !== null) throw new AppError('endpoint-disabled')
    const isFailing = (await findMarks(tx, [endpointKey(found.id)])).size > 0
    if (found.confirmedAt !== null && found.disabledAt === null && !isFailing)
      throw new AppError('endpoint-on')
    await sendEndpointCode(tx, found, fresh.account)
  })
}

/**
 * Confirms an endpoint by the code that it got: notices go to it, also to one that failed or said that it is gone.
 * @throws AppError `endpoint-code` with how many tries are left, `endpoint-code-ended`, `endpoint-disabled`,
 * `endpoints-in-sandbox`, `locked`, `not-found`
 */
export async function confirmEndpoint(
  store: Store,
  grant: EditorGrant,
  given: Given & { id: string; code: string },
): Promise<void> {
  // A wrong try counts, so it must not be rolled back.
  const left = await store.transact(async (tx) => {
    const { account, actor } = await authorise(tx, grant, given)
    const found = await findOwn(tx, account.id, given.id)
    if (found.disabledBy !== null) throw new AppError('endpoint-disabled')
    return tryCode(tx, { id: found.id, accountId: account.id, actorId: actor.user.id }, given.code)
  })
  if (left === 'confirmed') return
  throw left > 0
    ? new AppError('endpoint-code', { count: left }, 'code')
    : new AppError('endpoint-code-ended', {}, 'code')
}

const by = ({ actor }: EditorGrant, action: AuditAction) => ({ action, actorId: actor.user.id })

async function authorise(tx: Reader, grant: EditorGrant, { environment }: Given) {
  const fresh = assertOpen(await reauthorise(tx, grant, 'editor'))
  if (environment === 'sandbox') throw new AppError('endpoints-in-sandbox')
  return fresh
}

/**
 * For what sends alarms elsewhere or silences them: a stranger at an open session must not. Nobody is excused, as whose mail bounces is
 * from the proof of an address change: they change their address first, and sign in by the new one.
 */
async function authoriseProven(tx: Reader, grant: EditorGrant, given: Given) {
  const fresh = await authorise(tx, grant, given)
  await assertProof(tx, fresh.actor)
  return fresh
}
