import { count, flag, id, index, instant, table, text, uniqueIndex } from '#/db/columns/index.ts'
import type { Locale } from '#/lib/locale.ts'
import type { MemberRole, StaffRole } from '#/lib/members/schema.ts'
import { accounts } from './accounts.ts'

/** A person: one user with one address. `emailKey` is the address lower-cased, and what makes it unique. */
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
    createdAt: instant('created_at').notNull(),
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

/** `lastUsedAt` is written at most once a minute. A session ends 12 hours after last use or 7 days after sign-in. */
export const sessions = table(
  'sessions',
  {
    id: id('id').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id),
    method: text('method').$type<'code' | 'link' | 'invitation' | 'oidc' | 'google'>().notNull(),
    userAgent: text('user_agent').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (columns) => [index('sessions_user').on(columns.userId)],
)

/** A sign-in (or change of address) asked for by email: a code and a link, either of which works once. */
export const challenges = table(
  'challenges',
  {
    id: id('id').primaryKey(),
    purpose: text('purpose').$type<'sign-in' | 'change-address'>().notNull(),
    emailKey: text('email_key').notNull(),
    email: text('email').notNull(),
    userId: id('user_id').references(() => users.id),
    codeHash: text('code_hash').notNull(),
    linkHash: text('link_hash').notNull(),
    wrongCodes: count('wrong_codes').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (columns) => [
    uniqueIndex('challenges_link').on(columns.linkHash),
    index('challenges_email').on(columns.emailKey, columns.createdAt),
  ],
)

export const memberships = table(
  'memberships',
  {
    id: id('id').primaryKey(),
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    userId: id('user_id')
      .notNull()
      .references(() => users.id),
    role: text('role').$type<MemberRole>().notNull(),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at'),
  },
  (columns) => [
    uniqueIndex('memberships_account_user').on(columns.accountId, columns.userId),
    index('memberships_user').on(columns.userId),
  ],
)

/**
 * Bound to address, account and role; open while none of the `…At` ends is set and `expiresAt` is ahead. A person sent it
 * (`invitedBy`) or, with its key, an event source (`invitedBySource`), or whoever was at the command line (neither).
 */
export const invitations = table(
  'invitations',
  {
    id: id('id').primaryKey(),
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    role: text('role').$type<MemberRole>().notNull(),
    locale: text('locale').$type<Locale>().notNull(),
    tokenHash: text('token_hash').notNull(),
    invitedBy: id('invited_by').references(() => users.id),
    invitedBySource: id('invited_by_source'),
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
