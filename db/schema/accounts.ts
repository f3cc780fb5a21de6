import { sql } from 'drizzle-orm'
import {
  count,
  flag,
  id,
  index,
  instant,
  json,
  key,
  readJson,
  reference,
  table,
  text,
  uniqueIndex,
} from '#/db/columns.ts'
import { guard } from '#/db/store/guarded.ts'
import {
  type ContactFormValues,
  type ContactInformation,
  emptyContacts,
  emptyForm,
  type FieldId,
  type IntegrationState,
  type MerchantIssuesRule,
  type RevisionCause,
  withEveryField,
} from '#/db/words/accounts.ts'
import type { Locale, Translated } from '#/db/words/people.ts'

/** Rows that admins edit (product.md, Integration types). `names`: by language; English is always there. */
export const integrationTypes = table('integration_types', {
  id: id('id').primaryKey(),
  names: json<Translated>('names').notNull().default({}),
  merchantIssues: text('merchant_issues').$type<MerchantIssuesRule>().notNull(),
  position: count('position').notNull(),
})

/**
 * `firstCompleteAt` and `dueAt` are the two stored facts of the gate; completeness itself is computed. `nameKey`: the
 * name for sorting and searching. `missingFields`: the missing required fields, each between spaces, empty if complete,
 * null while closed; `unconfirmed`: one of its addresses is unconfirmed. Queries need both. `drilledAt`,
 * `reachedAfter`: when the last drill of its emergency contacts ended, and after how many milliseconds somebody
 * answered (empty: nobody did). `drillDueAt`: when the next drill of the rhythm starts. `checkDueAt`: when the next check is due (stored as `review_…`, its first name); `checkMailDueAt`: when its next mail goes out;
 * `checkedAt`, `checkedBy`: the last confirmation without a submission. `nudgedAt`: when staff last asked for missing
 * fields. `closedAt`, `closedBy`, `closeReason`: staff closed it; it is deleted 30 days later (product.md, Personal
 * data). `contactsVersion` is shared by the draft and the revisions: every save carries the version it started from.
 * `contactsChangedIn`: for each field, the version in which it last changed, in either.
 */
const accountRows = table(
  'accounts',
  {
    id: id('id').primaryKey(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    integrationTypeId: reference('integration_type_id', () => integrationTypes.id),
    defaultLocale: text('default_locale').$type<Locale>().notNull(),
    state: text('state').$type<IntegrationState>().notNull().default('onboarding'),
    stateReason: text('state_reason').notNull().default(''),
    stateChangedAt: instant('state_changed_at').notNull(),
    firstCompleteAt: instant('first_complete_at'),
    dueAt: instant('due_at'),
    dueReminderAt: instant('due_reminder_at'),
    contactsVersion: count('contacts_version').notNull().default(0),
    contactsChangedIn: json<Partial<Record<FieldId, number>>>('contacts_changed_in'),
    createdAt: instant('created_at').notNull(),
    nameKey: key('name_key').notNull().default(''),
    missingFields: text('missing_fields'),
    unconfirmed: flag('unconfirmed').notNull().default(false),
    checkDueAt: instant('review_due_at'),
    nudgedAt: instant('nudged_at'),
    drilledAt: instant('drilled_at'),
    reachedAfter: instant('reached_after'),
    drillDueAt: instant('drill_due_at'),
    checkMailDueAt: instant('review_mail_due_at'),
    checkedAt: instant('reviewed_at'),
    checkedBy: id('reviewed_by'),
    closedAt: instant('closed_at'),
    closedBy: id('closed_by'),
    closeReason: text('close_reason').notNull().default(''),
  },
  (columns) => [
    uniqueIndex('accounts_slug').on(columns.slug),
    index('accounts_name').on(columns.nameKey, columns.slug),
    index('accounts_missing').on(columns.missingFields),
    index('accounts_type').on(columns.integrationTypeId, columns.slug),
    index('accounts_state').on(columns.state, columns.stateChangedAt),
    index('accounts_changed').on(columns.stateChangedAt),
    index('accounts_created').on(columns.createdAt),
    index('accounts_complete').on(columns.firstCompleteAt),
    index('accounts_review').on(columns.checkDueAt).where(sql`review_due_at is not null`),
    index('accounts_review_mail').on(columns.checkMailDueAt).where(sql`review_mail_due_at is not null`),
    index('accounts_drill_due').on(columns.drillDueAt).where(sql`drill_due_at is not null`),
    index('accounts_drilled').on(columns.reachedAfter, columns.drilledAt),
    index('accounts_due').on(columns.dueAt),
    index('accounts_due_reminder').on(columns.dueReminderAt),
    index('accounts_closed').on(columns.closedAt).where(sql`closed_at is not null`),
  ],
)

/** With what only `changeAccount` sets, since more follows from it. */
export const accounts = guard(
  accountRows,
  'id',
  'name',
  'integrationTypeId',
  'defaultLocale',
  'state',
  'stateReason',
  'stateChangedAt',
  'closedAt',
  'closedBy',
  'closeReason',
)

/** The one draft of an account: everything as typed. */
export const contactDrafts = table('contact_drafts', {
  accountId: id('account_id')
    .primaryKey()
    .references(() => accounts.id),
  values: readJson<ContactFormValues>('values', (stored) => withEveryField(stored, emptyForm)).notNull(),
  version: count('version').notNull(),
  savedBy: id('saved_by').notNull(),
  savedAt: instant('saved_at').notNull(),
})

/** Append-only. An account's last revision decides routing, completeness and the public page. */
export const contactRevisions = guard(
  table(
    'contact_revisions',
    {
      id: id('id').primaryKey(),
      accountId: reference('account_id', () => accounts.id),
      version: count('version').notNull(),
      content: readJson<ContactInformation>('content', (stored) =>
        withEveryField(stored, emptyContacts),
      ).notNull(),
      cause: text('cause').$type<RevisionCause>().notNull(),
      /** Who left the account, if `cause` is `left`. */
      leaverId: id('leaver_id'),
      /** The address that its reader removed, if `cause` is `refused`; then `savedBy` is empty. */
      refusedAddress: text('refused_address'),
      savedBy: id('saved_by').notNull(),
      savedAt: instant('saved_at').notNull(),
    },
    (columns) => [uniqueIndex('contact_revisions_account_version').on(columns.accountId, columns.version)],
  ),
)
