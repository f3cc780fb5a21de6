import { seal, unseal } from '#/lib/platform/values/seal.ts'
import type { MailData } from './model.ts'

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
