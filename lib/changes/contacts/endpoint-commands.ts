import { eq } from 'drizzle-orm'
import { endpoints } from '#/db/schema/endpoints.ts'
import { exclusive, type Reader, type Store, type TransactOptions, type Writer } from '#/db/store/store.ts'
import { type EndpointKind, maxEndpoints, type RoutedField } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { endpointKey } from '#/db/words/points.ts'
import type { EditorGrant } from '#/lib/accounts/access/grants.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { withoutFailures } from '#/lib/accounts/proof/endpoint-proof.ts'
import { clearMarks } from '#/lib/accounts/proof/marks.ts'
import { sendEndpointCode, tryCode } from '#/lib/changes/confirmations/endpoint-code.ts'
import { stopMail } from '#/lib/changes/effects/stop-mail.ts'
import type { TypedEndpoint } from '#/lib/contacts/fields/endpoint-form.ts'
import { sealEndpoint, unsealEndpoint } from '#/lib/notices/endpoints/open-endpoint.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { listAllowedKinds } from '#/lib/platform/settings/allowed-kinds.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import { type Fresh, type Given, transactOpen, transactProven } from './endpoint-proof.ts'
import {
  type Endpoint,
  findOwn,
  openOwn,
  ownSecrets,
  parse,
  place,
  refuseTwice,
  remove,
  settingsOf,
  update,
  withSettings,
} from './endpoint-rows.ts'

/** `locale: null`: the account's language. */
type EndpointWords = { label: string; locale: Locale | null; fields: readonly RoutedField[] }

export type NewEndpoint = Given & EndpointWords & { kind: EndpointKind; typed: TypedEndpoint }

/** How long a rotated secret still signs. */
const overlap = day

type Opened = {
  tx: Writer
  fresh: Fresh
  found: Endpoint
  of: { loaded: LoadedAccount; actorId: string }
}
type Work<Of, Result> = (on: Opened, given: Of) => Promise<Result>

/** A command on an endpoint of the account. @throws AppError `not-found`, and as its opening */
function defineCommand<Of, Result>(
  opening: typeof transactOpen,
  work: Work<Of, Result>,
  options?: TransactOptions,
) {
  return (store: Store, grant: EditorGrant, given: Given & Of): Promise<Result> =>
    opening(
      store,
      grant,
      given,
      async (tx, fresh) => {
        const found = await findOwn(tx, fresh.account.id, given.id)
        const of = { loaded: fresh, actorId: fresh.actor.user.id }
        return work({ tx, fresh, found, of }, given)
      },
      options,
    )
}

/** People call an endpoint by its label. */
function assertLabel(label: string): void {
  if (label === '') throw new AppError('endpoint-label', {}, 'label')
}

async function assertAllowed(tx: Reader, kind: EndpointKind): Promise<void> {
  if (!(await listAllowedKinds(tx)).kinds.includes(kind)) throw new AppError('endpoint-kind')
}

/**
 * Adds an endpoint, unconfirmed, to the contacts and their draft, and sends it a code. Returns the secret to show once; empty
 * if the kind has none.
 * @throws AppError `endpoint-kind`, `endpoint-made`, `endpoints-full`, `endpoints-field-full`, `too-many`, and as `transactProven`;
 * RefusedFields
 */
export function addEndpoint(store: Store, grant: EditorGrant, given: NewEndpoint): Promise<string> {
  const { id, kind, typed, label, locale, fields } = given
  return transactProven(store, grant, given, async (tx, fresh) => {
    await assertAllowed(tx, kind)
    assertLabel(label)
    const { config, target, ...shown } = parse(kind, typed, fields)
    const accountId = fresh.account.id
    // In upper case it would share the marks of another.
    const isNew = isId(id) && id === id.toLowerCase()
    if (!isNew || (await tx.$count(endpoints, eq(endpoints.id, id))) > 0) throw new AppError('endpoint-made')
    await refuseTwice(tx, { accountId, kind, id, target })
    if ((await tx.$count(endpoints, eq(endpoints.accountId, accountId))) >= maxEndpoints.account)
      throw new AppError('endpoints-full', { max: maxEndpoints.account })
    const secrets = ownSecrets(kind)
    const at = now()
    const sealed = sealEndpoint(id, { config: { ...config, ...secrets } })
    const [made] = await tx
      .insert(endpoints)
      .values({
        ...{ id, accountId, kind, label, locale, ...shown, target, sealed },
        ...{ createdBy: fresh.actor.user.id, createdAt: at, changedAt: at },
      })
      .returning()
    if (!made) throw new Error('The endpoint was not stored.')
    await place(tx, { loaded: fresh, actorId: fresh.actor.user.id }, made, 'endpoint.added', { fields })
    await sendEndpointCode(tx, made, fresh.account)
    return secrets.secret ?? ''
  })
}

/**
 * Changes label, language, fields and settings (of the kind's form) of an endpoint; it stays confirmed.
 * @throws AppError `endpoint-sealed`, `endpoints-field-full`, and as `transactProven`; RefusedFields
 */
export const changeEndpoint = defineCommand(
  transactProven,
  async ({ tx, found, of }, given: EndpointWords & { settings: TypedEndpoint }) => {
    const { label, locale, fields, settings } = given
    // An older one may have none.
    if (found.label !== '') assertLabel(label)
    const changed = await update(tx, found, { label, locale, sealed: withSettings(found, settings, fields) })
    await place(tx, of, changed, 'endpoint.changed', { fields, before: found })
  },
)

/**
 * Replaces where an endpoint is and what opens it: it is unconfirmed again, and gets a code there.
 * @throws AppError `endpoint-disabled`, `endpoint-kind`, `too-many`, and as `transactProven`; RefusedFields
 */
export const replaceTarget = defineCommand(
  transactProven,
  async ({ tx, fresh, found, of }, given: { typed: TypedEndpoint }) => {
    const { id, kind } = found
    if (found.disabledBy !== null) throw new AppError('endpoint-disabled')
    await assertAllowed(tx, kind)
    const { config: old, ...rest } = unsealEndpoint(found) ?? { config: {} }
    const { config, ...shown } = parse(kind, { ...given.typed, ...settingsOf(kind, old) })
    await refuseTwice(tx, { ...found, ...shown })
    const sealed = sealEndpoint(id, { ...rest, config: { ...config, ...ownSecrets(kind, old) } })
    const isNew = { confirmedAt: null, replacedAt: now(), disabledAt: null, ...withoutFailures }
    const changed = await update(tx, found, { ...shown, sealed, ...isNew })
    await clearMarks(tx, [endpointKey(id)])
    await place(tx, of, changed, 'endpoint.changed', { before: found })
    await stopMail(tx, { accountId: found.accountId, addressKey: endpointKey(id) })
    await sendEndpointCode(tx, changed, fresh.account)
  },
  exclusive,
)

/**
 * Makes a new signing secret and returns it, to be shown once; each old one signs too for 24 hours.
 * @throws AppError `endpoint-sealed`, `not-found` where the kind has none, and as `transactProven`
 */
export const rotateSecret = defineCommand(transactProven, async ({ tx, found, of }) => {
  const { secret } = ownSecrets(found.kind)
  if (!secret) throw new AppError('not-found')
  const { config, previous: older = [] } = openOwn(found)
  const at = now()
  const previous = [{ secret: config.secret ?? '', until: at + overlap }, ...older].filter(
    ({ until }) => until > at,
  )
  const sealed = sealEndpoint(found.id, { config: { ...config, secret }, previous })
  await place(tx, of, await update(tx, found, { sealed }), 'endpoint.rotated')
  return secret
})

/**
 * Removes an endpoint from every field and the draft, with its secrets. A notice that waits for it goes to the next contacts.
 * @throws AppError as `transactProven`
 */
export const removeEndpoint = defineCommand(
  transactProven,
  ({ tx, of, found }) => remove(tx, of, found),
  exclusive,
)

/**
 * Sends a new code to an endpoint that is not on.
 * @throws AppError `endpoint-disabled`, `endpoint-on`, `too-many`, and as `transactOpen`
 */
export const resendEndpointCode = defineCommand(transactOpen, async ({ tx, fresh, found }) => {
  if (found.disabledBy !== null) throw new AppError('endpoint-disabled')
  if (await isOn(tx, found)) throw new AppError('endpoint-on')
  await sendEndpointCode(tx, found, fresh.account)
})

async function isOn(read: Reader, { id, confirmedAt, disabledAt }: Endpoint): Promise<boolean> {
  const isFailing = (await findMarks(read, [endpointKey(id)])).size > 0
  return confirmedAt !== null && disabledAt === null && !isFailing
}

const tryOwnCode = defineCommand(transactOpen, async ({ tx, fresh, found }, given: { code: string }) => {
  if (found.disabledBy !== null) throw new AppError('endpoint-disabled')
  const { id, accountId } = found
  // The code came back from there, or a colleague was faster.
  if (found.codeHash === null && (await isOn(tx, found))) return 'confirmed'
  return tryCode(tx, { id, accountId, actorId: fresh.actor.user.id }, given.code)
})

/**
 * Confirms an endpoint by the code that it got: notices go to it, also to one that failed or said that it is gone.
 * @throws AppError `endpoint-code` with how many tries are left, `endpoint-code-ended`, `endpoint-disabled`, and as `transactOpen`
 */
export async function confirmEndpoint(...given: Parameters<typeof tryOwnCode>): Promise<void> {
  // A wrong try counts, so it must not be rolled back.
  const left = await tryOwnCode(...given)
  if (left === 'confirmed') return
  throw left > 0
    ? new AppError('endpoint-code', { count: left }, 'code')
    : new AppError('endpoint-code-ended', {}, 'code')
}
