import { eq } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader } from '#/db/store/index.ts'
import type { Locale } from '#/lib/locale.ts'
import { readLinkToken } from './signed-id.ts'

/** The language of the mail that a link came in, by the link's path; null for any other path, and for a link that is not ours. */
export async function findLinkLocale(read: Reader, path: string): Promise<Locale | null> {
  const [, purpose, token = ''] = /^\/(acknowledge|confirm|review)\/([\w-]+)/.exec(path) ?? []
  const mailId = isPurpose(purpose) ? readLinkToken(purpose, token) : null
  if (mailId === null) return null
  const [mail] = await read.select({ locale: outbox.locale }).from(outbox).where(eq(outbox.id, mailId))
  return mail?.locale ?? null
}

function isPurpose(text: string | undefined): text is 'acknowledge' | 'confirm' | 'review' {
  return text === 'acknowledge' || text === 'confirm' || text === 'review'
}
