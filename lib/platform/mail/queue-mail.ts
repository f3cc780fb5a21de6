import { outbox } from '#/db/schema/mail.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import type { Writer } from '#/db/store/store.ts'
import type { MailLane } from '#/db/words/mail.ts'
import type { Locale } from '#/db/words/people.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { seal, unseal } from '#/lib/platform/values/seal.ts'
import type { MailData, Template } from './model.ts'

/**
 * `withheld`: handled like any other mail, but never sent, and its address is not kept, so that an unknown address
 * takes as long as a known one (product.md, Signing in).
 */
export type QueuedMail<Data> = {
  /** An address, or the key of an endpoint, which people read as `shown`. */
  to: string
  shown?: string
  host?: string
  locale: Locale
  data: Data
  accountId?: string | null
  /** Its case: all mails of a case to an address are one conversation. */
  caseId?: string
  withheld?: boolean
  /** Default: the template's lane. */
  lane?: MailLane
}

/**
 * Queues a mail in the transaction of the change that causes it, so that both are committed or neither; the worker
 * sends it after the commit. Returns the mail's id.
 */
export async function queueMail<Data extends object>(
  tx: Writer,
  template: Template<Data>,
  mail: QueuedMail<Data>,
): Promise<string> {
  const id = newId()
  const at = now()
  const data = mail.data as MailData
  const row = {
    id,
    template: template.name,
    recipient: mail.withheld ? '' : mail.to,
    shown: mail.shown ?? null,
    host: mail.host ?? null,
    locale: mail.locale,
    data: template.secret ? sealSecrets(data) : data,
    accountId: mail.accountId ?? null,
    caseId: mail.caseId ?? null,
    lane: mail.lane ?? template.lane ?? 'ordinary',
    status: mail.withheld ? 'withheld' : 'queued',
    dueAt: at,
    createdAt: at,
  } satisfies typeof outbox.$inferInsert
  await insertMany(tx, outbox, [row])
  return id
}

const purpose = 'recapito secrets in the outbox'

/** The secrets in the data of a secret template. */
const secretFields = ['code', 'link']

/**
 * The data of a secret template as the outbox keeps it: secret codes and links are encrypted, so that neither the file,
 * its log nor a backup ever shows them, before or after sending.
 */
export function sealSecrets(data: MailData): MailData {
  const fields = Object.entries(data)
  const isSecret = ([name]: [string, unknown]) => secretFields.includes(name)
  const secrets = Object.fromEntries(fields.filter(isSecret))
  const rest = Object.fromEntries(fields.filter((field) => !isSecret(field)))
  return { ...rest, sealed: seal(purpose, JSON.stringify(secrets)) }
}

/** The original data of `sealSecrets`. @throws Error if it was sealed with another `AUTH_SECRET` */
export function openSecrets({ sealed, ...data }: MailData): MailData {
  // An earlier version sealed nothing.
  if (typeof sealed !== 'string') return data
  const secrets = unseal(purpose, sealed)
  if (secrets === null) throw new Error('its code or link was sealed with another AUTH_SECRET')
  return { ...data, ...JSON.parse(secrets) }
}

/** Whether data of the outbox holds a secret. */
export function holdsSecret(data: MailData): boolean {
  return typeof data.sealed === 'string'
}
