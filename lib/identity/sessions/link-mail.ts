import { and, asc, desc, eq, isNotNull } from 'drizzle-orm'
import { contactRevisions } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { invitations, memberships, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { Locale } from '#/db/words/people.ts'
import { type LinkPurpose, readLinkToken } from '#/lib/platform/mail/signed-token.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { hashSecret } from '#/lib/platform/values/ids.ts'
import { isKnownZone } from '#/lib/platform/values/zones.ts'

const purposes: readonly LinkPurpose[] = ['acknowledge', 'confirm', 'endpoint', 'review']

/** The language of a mail, by the path of its link; null for any other path or a link that is not ours. */
export async function findLinkLocale(read: Reader, path: string): Promise<Locale | null> {
  return (await findLinkMail(read, path))?.locale ?? null
}

/** The time zone of that mail, or of an invitation's; null as `findLinkLocale`. */
export async function findLinkZone(read: Reader, path: string): Promise<string | null> {
  const mail = (await findLinkMail(read, path)) ?? (await findInvitationMail(read, path))
  return mail && findMailZone(read, mail)
}

/** `data` as its template gets it. */
type ZonedMail = {
  recipient: string
  accountId: string | null
  ofNotice: boolean
  data: Record<string, unknown>
}

/**
 * The time zone (IANA) of a mail. A notice's mail gets it from routing; any other uses its reader's own, else the
 * account's, else the sender's, for an invitation to an account without a known zone.
 */
export async function findMailZone(
  read: Reader,
  { recipient, accountId, ofNotice, data }: ZonedMail,
): Promise<string | null> {
  const given = typeof data.timeZone === 'string' ? data.timeZone : null
  if (ofNotice && given !== null) return given
  const [person] = await read
    .select({ timeZone: users.timeZone })
    .from(users)
    .where(eq(users.emailKey, addressKey(recipient)))
  const own = firstOf([person?.timeZone])
  return own ?? (accountId === null ? null : await findAccountZone(read, accountId)) ?? given
}

async function findLinkMail(read: Reader, path: string): Promise<(ZonedMail & { locale: Locale }) | null> {
  const [, page, token = ''] = /^\/([a-z]+)\/([\w-]+)/.exec(path) ?? []
  const purpose = purposes.find((one) => one === page)
  const mailId = purpose ? await readLinkToken(read, purpose, token) : null
  if (mailId === null) return null
  const [mail] = await read.select().from(outbox).where(eq(outbox.id, mailId))
  return mail ? { ...mail, ofNotice: mail.noticeId !== null || mail.digestId !== null } : null
}

async function findInvitationMail(read: Reader, path: string): Promise<ZonedMail | null> {
  const [, token] = /^\/invitations\/([\w-]+)/.exec(path) ?? []
  if (token === undefined) return null
  const [found] = await read
    .select({ recipient: invitations.email, accountId: invitations.accountId, timeZone: users.timeZone })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(eq(invitations.tokenHash, hashSecret(token)))
  return found ? { ...found, ofNotice: false, data: { timeZone: found.timeZone } } : null
}

/** The zone of the account's first support hours, or of its longest-standing owner. */
async function findAccountZone(read: Reader, accountId: string): Promise<string | null> {
  const [last] = await read
    .select({ content: contactRevisions.content })
    .from(contactRevisions)
    .where(eq(contactRevisions.accountId, accountId))
    .orderBy(desc(contactRevisions.version))
    .limit(1)
  const ofHours = firstOf((last?.content['support-hours'] ?? []).map(({ zone }) => zone))
  if (ofHours !== null) return ofHours
  const owners = await read
    .select({ timeZone: users.timeZone })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(eq(memberships.accountId, accountId), eq(memberships.role, 'owner'), isNotNull(users.timeZone)),
    )
    .orderBy(asc(memberships.createdAt), asc(memberships.userId))
    .limit(10)
  return firstOf(owners.map(({ timeZone }) => timeZone))
}

function firstOf(zones: readonly (string | null | undefined)[]): string | null {
  return zones.find((zone) => typeof zone === 'string' && isKnownZone(zone)) ?? null
}
