import { and, eq, isNull } from 'drizzle-orm'
import { invitations, users } from '#/db/schema/people.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import type { Locale } from '#/db/words/people.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import {
  type FoundInvitation,
  findInvitationByToken,
  listInvitationsFor,
} from '#/lib/accounts/invitations/queries.ts'
import { clearMarks } from '#/lib/accounts/proof/marks.ts'
import { type Change, changeAccount } from '#/lib/changes/effects/change-account.ts'
import { readStaffRole, setStaffRole } from '#/lib/changes/effects/staff-role.ts'
import { findOrCreateUser, startSession, type Visitor } from '#/lib/identity/sessions/commands.ts'
import type { Actor, User } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/** What the person enters when accepting; `null` keeps the stored value. `timeZone` never replaces a chosen zone. */
export type Acceptance = { name: string | null; locale: Locale | null; timeZone: string | null }

/** `slug`: of the account; null for the staff. */
type Joined = { slug: string | null }

/**
 * Accepts by the mailed link, which proves the mailbox. Starts a session and returns its id, unless the invited person
 * is signed in already.
 * @throws AppError `invitation-ended`, `invitation-other-address`, `invitation-sign-in` if the person's address is spelled
 * otherwise, `already-joined`, `already-staff`
 */
export async function acceptInvitation(
  store: Store,
  token: string,
  acceptance: Acceptance,
  { actor, visitor }: { actor: Actor | null; visitor: Visitor },
): Promise<Joined & { sessionId: string | null }> {
  return store.transact(async (tx) => {
    const found = await findInvitationByToken(tx, token, now())
    if (found?.state !== 'open') throw new AppError('invitation-ended')
    const { invitation } = found
    const signedIn = actor ? await readUser(tx, actor.user.id) : null
    if (signedIn && signedIn.emailKey !== invitation.emailKey) throw new AppError('invitation-other-address')
    await markAccepted(tx, invitation.id)
    const locale = acceptance.locale ?? invitation.locale
    const user = signedIn ?? (await findOrCreateUser(tx, found.mailedTo, locale))
    // They became known after the mail went out, at another spelling: maybe another mailbox.
    if (!signedIn && user.email !== found.mailedTo) throw new AppError('invitation-sign-in')
    // The link proves that the person reads the address, as at sign-in.
    await clearMarks(tx, [invitation.email])
    await join(tx, found, user, acceptance)
    const sessionId = signedIn ? null : await startSession(tx, user.id, 'invitation', visitor)
    return { slug: found.account?.slug ?? null, sessionId }
  })
}

/**
 * Accepts an invitation to the signed-in person's own address, which signing in has proved.
 * @throws AppError `invitation-ended`, also for an invitation to another address; `already-joined`, `already-staff`
 */
export async function acceptOwnInvitation(
  store: Store,
  actor: Actor,
  invitationId: string,
  acceptance: Acceptance,
): Promise<Joined> {
  return store.transact(async (tx) => {
    const user = await readUser(tx, actor.user.id)
    const own = await listInvitationsFor(tx, user, now())
    const found = own.find(({ invitation }) => invitation.id === invitationId)
    if (!found) throw new AppError('invitation-ended')
    await markAccepted(tx, invitationId)
    await join(tx, found, user, acceptance)
    return { slug: found.account?.slug ?? null }
  })
}

/** Call it before other writes: of two at once, the second waits here and then finds the invitation spent. */
async function markAccepted(tx: Writer, id: string): Promise<void> {
  const used = await tx
    .update(invitations)
    .set({ acceptedAt: now() })
    .where(and(eq(invitations.id, id), isNull(invitations.acceptedAt)))
    .returning({ id: invitations.id })
  if (used.length === 0) throw new AppError('invitation-ended')
}

async function join(
  tx: Writer,
  found: FoundInvitation,
  user: User,
  { name, locale, timeZone }: Acceptance,
): Promise<void> {
  const before = found.account ? await assertAccount(tx, found.account) : null
  if (before?.members.some(({ userId }) => userId === user.id)) throw new AppError('already-joined')
  if (!found.account && (await readStaffRole(tx, user.id))) throw new AppError('already-staff')
  await tx
    .update(users)
    .set({ name: name ?? user.name, locale: locale ?? user.locale, timeZone: user.timeZone ?? timeZone })
    .where(eq(users.id, user.id))
  const actorId = user.id
  const subjectId = found.invitation.id
  const audit = { action: 'invitation.accepted', subjectId, after: { role: found.role } } as const
  if (found.account && before) {
    const write: Change['write'] = (rows) => rows.addMember(user.id, found.role)
    await changeAccount(tx, before, { kind: 'joined', actorId, write, audit })
  } else if (!found.account) {
    await writeAudit(tx, { actorId, ...audit })
    await setStaffRole(tx, user.id, found.role, user.id)
  }
}

async function readUser(read: Reader, id: string): Promise<User> {
  const [user] = await read.select().from(users).where(eq(users.id, id))
  if (!user) throw new AppError('signed-out')
  return user
}
