import { and, eq, ne } from 'drizzle-orm'
import { endpoints } from '#/db/schema/endpoints.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import {
  type ContactFormValues,
  type ContactInformation,
  type EndpointKind,
  emptyContacts,
  kinds,
  maxEndpoints,
  type RoutedField,
} from '#/db/words/accounts.ts'
import { endpointKey } from '#/db/words/points.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { toEntry } from '#/lib/accounts/points/endpoints.ts'
import { clearMarks } from '#/lib/accounts/proof/marks.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { stopMail } from '#/lib/changes/effects/stop-mail.ts'
import type {
  EndpointIssues,
  ParsedEndpoint,
  ParsedForm,
  TypedEndpoint,
} from '#/lib/contacts/fields/endpoint-form.ts'
import { endpointForms } from '#/lib/contacts/fields/endpoint-forms.ts'
import { fieldsWithEndpoint } from '#/lib/contacts/fields/entries.ts'
import { changedBetween } from '#/lib/contacts/form/compare.ts'
import { followPlaced, placeEndpoint } from '#/lib/contacts/form/place-endpoint.ts'
import { endpointCallers } from '#/lib/notices/endpoints/kinds.ts'
import {
  digestOf,
  type EndpointSecrets,
  sealEndpoint,
  unsealEndpoint,
} from '#/lib/notices/endpoints/open-endpoint.ts'
import type { AuditAction } from '#/lib/platform/audit/actions.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError, RefusedFields } from '#/lib/platform/values/errors.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'

export type Endpoint = typeof endpoints.$inferSelect

/** What was typed is no endpoint, or one that is there already. */
const refused = (kind: EndpointKind, issues: EndpointIssues) =>
  new RefusedFields(issues, { service: kinds[kind].name })

/** An endpoint of this account. @throws AppError `not-found` */
export async function findOwn(read: Reader, accountId: string, id: string): Promise<Endpoint> {
  const isOwn = and(eq(endpoints.id, id), eq(endpoints.accountId, accountId))
  const [found] = isId(id) ? await read.select().from(endpoints).where(isOwn) : []
  if (!found) throw new AppError('not-found')
  return found
}

/** What was typed, `target` as its digest. `fields`: where it goes, if that was chosen too. @throws RefusedFields */
export function parse(
  kind: EndpointKind,
  typed: TypedEndpoint,
  fields?: readonly RoutedField[],
): ParsedEndpoint {
  const parsed = endpointForms[kind].parse(typed)
  const issues = issuesOf(parsed, fields)
  if (!parsed.ok || Object.keys(issues).length > 0) throw refused(kind, issues)
  return { ...parsed.value, target: digestOf(parsed.value.target) }
}

/** All that is wrong, so that people see it at once. */
function issuesOf(parsed: ParsedForm, fields?: readonly RoutedField[]): EndpointIssues {
  return { ...(parsed.ok ? {} : parsed.issues), ...(fields?.length === 0 && { fields: 'no-field' }) }
}

/** @throws RefusedFields if the account has another endpoint at this place */
export async function refuseTwice(
  tx: Reader,
  { accountId, kind, id, target }: Pick<Endpoint, 'accountId' | 'kind' | 'id' | 'target'>,
): Promise<void> {
  const isOther = and(eq(endpoints.accountId, accountId), eq(endpoints.target, target), ne(endpoints.id, id))
  if ((await tx.$count(endpoints, isOther)) === 0) return
  const { controls } = endpointForms[kind]
  const place = controls.find(({ isRequired, is }) => isRequired && is !== 'choice') ?? controls[0]
  throw refused(kind, { [place?.name ?? '']: 'twice' })
}

/** @throws AppError `endpoint-sealed` */
export function openOwn(found: Endpoint): EndpointSecrets {
  const opened = unsealEndpoint(found)
  if (!opened) throw new AppError('endpoint-sealed')
  return opened
}

const settingsIn = (kind: EndpointKind) => endpointForms[kind].controls.filter((one) => one.isSetting)

/** The settings of a kind that are on, or a secret that is stored. */
export function settingsOf(kind: EndpointKind, config: TypedEndpoint): Record<string, string> {
  return Object.fromEntries(
    settingsIn(kind).flatMap(({ name, is }) => {
      const value = config[name]?.trim()
      return value ? [[name, is === 'switch' ? 'on' : value]] : []
    }),
  )
}

/** The secrets of ours that a kind needs: those among `config`, else new ones. */
export function ownSecrets(kind: EndpointKind, config: TypedEndpoint = {}): Record<string, string> {
  const made = Object.entries(endpointCallers[kind].makeSecrets?.() ?? {})
  return Object.fromEntries(made.map(([name, secret]) => [name, config[name] ?? secret]))
}

/** What is sealed, with these settings; as it was, if its kind has none. `fields` as of `parse`. @throws RefusedFields */
export function withSettings(found: Endpoint, typed: TypedEndpoint, fields: readonly RoutedField[]): string {
  const { kind } = found
  const settings = settingsIn(kind)
  const changed = ['fields', ...settings.map(({ name }) => name)]
  const issues = Object.entries(issuesOf(endpointForms[kind].parse(typed), fields))
  const concerned = issues.filter(([name]) => changed.includes(name))
  if (concerned.length > 0) throw refused(kind, Object.fromEntries(concerned))
  if (settings.length === 0) return found.sealed
  const { config, ...rest } = openOwn(found)
  for (const { name, is } of settings) if (is === 'switch') delete config[name]
  return sealEndpoint(found.id, { ...rest, config: { ...config, ...settingsOf(kind, typed) } })
}

/** Writes columns of an endpoint; returns it as it is then. */
export async function update(tx: Writer, { id }: Endpoint, columns: Partial<Endpoint>): Promise<Endpoint> {
  const values = { ...columns, changedAt: now() }
  const [changed] = await tx.update(endpoints).set(values).where(eq(endpoints.id, id)).returning()
  if (!changed) throw new AppError('not-found')
  return changed
}

/** `actorId`: who changes the account; null for the system. */
export type Of = { loaded: LoadedAccount; actorId: string | null }

/**
 * Removes an endpoint from every field and the draft, with its secrets and marks. What waits for it is withheld, and a notice that waits
 * goes to the next contacts.
 */
export async function remove(tx: Writer, of: Of, endpoint: Endpoint): Promise<void> {
  await tx.delete(endpoints).where(eq(endpoints.id, endpoint.id))
  await clearMarks(tx, [endpointKey(endpoint.id)])
  await place(tx, of, endpoint, 'endpoint.removed', { fields: [], before: endpoint })
  await stopMail(tx, { accountId: endpoint.accountId, addressKey: endpointKey(endpoint.id) })
}

/** `fields`: those that have the endpoint from now on; as they were, if none are given. */
type Placed = { fields?: readonly RoutedField[]; before?: Endpoint; reason?: string | undefined }

/**
 * Writes the next revision with the endpoint in these fields, where that changes something, and the audit entry. The draft follows,
 * so that submitting it drops nothing.
 */
export async function place(
  tx: Writer,
  { loaded, actorId }: Of,
  endpoint: Endpoint,
  action: AuditAction,
  { fields: given, before, reason }: Placed = {},
): Promise<void> {
  const { id } = endpoint
  const contacts: ContactInformation = loaded.contacts ?? emptyContacts()
  const was = fieldsWithEndpoint(contacts, id)
  const fields = given ?? was
  const isGone = action === 'endpoint.removed'
  const added = fields.filter((field) => !was.includes(field))
  if (added.some((field) => (contacts.endpoints[field]?.length ?? 0) >= maxEndpoints.field))
    throw new AppError('endpoints-field-full', { max: maxEndpoints.field }, 'fields')
  const content = placeEndpoint(contacts, toEntry(endpoint), fields)
  const isSame = changedBetween(contacts, content).length === 0
  await changeAccount(tx, loaded, {
    kind: 'endpoints',
    actorId,
    async write(rows) {
      if (isSame && !isGone) return
      const redraft = (draft: ContactFormValues) =>
        followPlaced(draft, { id, isGone }, { before: contacts, after: content })
      await rows.revise(isSame ? null : content, redraft, { cause: 'submitted' })
    },
    audit: {
      action,
      ...(before && { before: { ...toEntry(before), fields: was } }),
      ...(!isGone && { after: { ...toEntry(endpoint), fields, ...(reason && { reason }) } }),
    },
  })
}
