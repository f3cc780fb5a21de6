import { count, flag, id, index, instant, json, reference, table, text, uniqueIndex } from '#/db/columns.ts'
import { guard } from '#/db/store/guarded.ts'
import type { Density, Locale, MemberRole, StaffRole, Taken } from '#/db/words/people.ts'
import { accounts } from './accounts.ts'

/**
 * A person: one user with one address. `emailKey` is the address lower-cased and unique. `erasedAt`: the person's data
 * was erased, and the row only says that there was one.
 */
export const users = table(
  'users',
  {
    id: id('id').primaryKey(),
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    name: text('name').notNull().default(''),
    locale: text('locale').$type<Locale>(),
    timeZone: text('time_zone'),
    theme: text('theme').$type<'system' | 'light' | 'dark'>().notNull().default('system'),
    density: text('density').$type<Density>().notNull().default('compact'),
    createdAt: instant('created_at').notNull(),
    erasedAt: instant('erased_at'),
  },
  (columns) => [uniqueIndex('users_email_key').on(columns.emailKey)],
)

export const staff = table('staff', {
  userId: id('user_id')
    .primaryKey()
    .references(() => users.id),
  role: text('role').$type<StaffRole>().notNull(),
  createdAt: instant('created_at').notNull(),
})

/**
 * `lastUsedAt` is written at most once a minute. A session ends 12 hours after last use or 7 days after sign-in.
 * `passkeyAt`: when the person last used the passkey `passkeyId` in it.
 */
export const sessions = table(
  'sessions',
  {
    id: id('id').primaryKey(),
    userId: reference('user_id', () => users.id),
    method: text('method').$type<'code' | 'link' | 'invitation' | 'oidc' | 'google' | 'passkey'>().notNull(),
    userAgent: text('user_agent').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at').notNull(),
    endedAt: instant('ended_at'),
    passkeyId: id('passkey_id'),
    passkeyAt: instant('passkey_at'),
  },
  (columns) => [index('sessions_user').on(columns.userId), index('sessions_used').on(columns.lastUsedAt)],
)

/**
 * A WebAuthn credential of a person, under the name they gave it. `host`: the name it is bound to, or null until its next
 * use if an earlier version stored it. `credentialId` and `publicKey` (COSE) are base64url; `counter` is the authenticator's
 * count of uses; `synced`: several devices may hold it.
 */
export const passkeys = table(
  'passkeys',
  {
    id: id('id').primaryKey(),
    userId: reference('user_id', () => users.id),
    host: text('host'),
    credentialId: text('credential_id').notNull(),
    publicKey: text('public_key').notNull(),
    counter: count('counter').notNull().default(0),
    transports: json<string[]>('transports').notNull(),
    synced: flag('synced').notNull(),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
  },
  (columns) => [
    uniqueIndex('passkeys_credential').on(columns.credentialId),
    index('passkeys_user').on(columns.userId),
  ],
)

/**
 * A challenge for a browser to sign with a passkey, to enrol or show one; works once. `sessionId`: the session that
 * asked; empty for a sign-in. `counted`: what limits took for it, for the refund.
 */
export const passkeyChallenges = table(
  'passkey_challenges',
  {
    id: id('id').primaryKey(),
    purpose: text('purpose').$type<'enrol' | 'sign-in' | 'confirm'>().notNull(),
    userId: id('user_id').references(() => users.id),
    sessionId: id('session_id'),
    challenge: text('challenge').notNull(),
    counted: json<Taken[]>('counted').notNull().default([]),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (columns) => [
    uniqueIndex('passkey_challenges_challenge').on(columns.challenge),
    index('passkey_challenges_expires').on(columns.expiresAt),
  ],
)

/**
 * A sign-in, change of address or proof (`endpoint`) by email: a code and a link, each works once. `counted`: what limits took for it,
 * for the refund.
 */
export const challenges = table(
  'challenges',
  {
    id: id('id').primaryKey(),
    purpose: text('purpose').$type<'sign-in' | 'change-address' | 'endpoint'>().notNull(),
    emailKey: text('email_key').notNull(),
    email: text('email').notNull(),
    userId: id('user_id').references(() => users.id),
    codeHash: text('code_hash').notNull(),
    linkHash: text('link_hash').notNull(),
    wrongCodes: count('wrong_codes').notNull().default(0),
    counted: json<Taken[]>('counted').notNull().default([]),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (columns) => [
    uniqueIndex('challenges_link').on(columns.linkHash),
    index('challenges_email').on(columns.emailKey, columns.createdAt),
    index('challenges_expires').on(columns.expiresAt),
  ],
)

export const memberships = guard(
  table(
    'memberships',
    {
      id: id('id').primaryKey(),
      accountId: reference('account_id', () => accounts.id),
      userId: reference('user_id', () => users.id),
      role: text('role').$type<MemberRole>().notNull(),
      createdAt: instant('created_at').notNull(),
      lastSeenAt: instant('last_seen_at'),
    },
    (columns) => [
      uniqueIndex('memberships_account_user').on(columns.accountId, columns.userId),
      index('memberships_user').on(columns.userId),
    ],
  ),
  'id',
  'accountId',
  'userId',
  'role',
  'createdAt',
)

/**
 * Bound to address, role, and an account or (without one) the staff; open while none of the `…At` ends is set and
 * `expiresAt` is ahead. Sent by a person (`invitedBy`), with a key of an event source (`invitedByKey`), or from the
 * command line (neither).
 */
export const invitations = table(
  'invitations',
  {
    id: id('id').primaryKey(),
    accountId: id('account_id').references(() => accounts.id),
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    role: text('role').$type<MemberRole | StaffRole>().notNull(),
    locale: text('locale').$type<Locale>().notNull(),
    tokenHash: text('token_hash').notNull(),
    invitedBy: id('invited_by').references(() => users.id),
    invitedByKey: id('invited_by_key'),
    byStaff: flag('by_staff').notNull().default(false),
    mailId: id('mail_id'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    revokedAt: instant('revoked_at'),
    replacedAt: instant('replaced_at'),
  },
  (columns) => [
    uniqueIndex('invitations_token').on(columns.tokenHash),
    index('invitations_account').on(columns.accountId),
    index('invitations_email').on(columns.emailKey),
  ],
)
