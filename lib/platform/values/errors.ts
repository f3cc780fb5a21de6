/**
 * Errors that a person can see. Each code has its sentence in messages/…/errors.json; `status` is the HTTP answer. Only
 * this table maps them.
 */
export const errorStatus = {
  'not-found': 404,
  forbidden: 403,
  'admin-only': 403,
  'signed-out': 401,
  stale: 409,
  conflict: 409,
  locked: 409,
  'passkey-required': 403,
  'staff-sign-in': 403,
  'passkey-late': 410,
  'passkey-refused': 403,
  'passkey-known': 409,
  'passkey-proof': 409,
  'proof-sent': 422,
  'endpoint-label': 422,
  'passkey-last': 409,
  'passkeys-full': 409,
  'passkeys-own': 409,
  'passkeys-none': 409,
  'passkeys-of-staff': 409,
  'passkeys-nowhere': 409,
  'too-many': 429,
  'too-often': 429,
  'not-member': 422,
  'last-owner': 409,
  'successor-required': 422,
  'already-member': 409,
  'already-joined': 409,
  'ask-first': 409,
  'addresses-refused': 422,
  'too-many-addresses': 422,
  'invitation-ended': 410,
  'invitation-other-address': 403,
  'invitation-sign-in': 403,
  'challenge-ended': 410,
  'wrong-code': 422,
  'address-taken': 409,
  'address-kept': 409,
  'address-unchanged': 422,
  'incomplete-contacts': 409,
  'check-to-correct': 409,
  'check-changed': 409,
  'wrong-state': 409,
  'drilled-often': 429,
  'drill-of-others': 403,
  'reason-required': 422,
  'case-closed': 409,
  'case-closed-meanwhile': 409,
  'case-open': 409,
  'case-reassigned': 409,
  'not-staff': 422,
  'nothing-due': 409,
  'nothing-missing': 409,
  'nudged-lately': 409,
  'nobody-to-nudge': 409,
  'only-admins-invite': 403,
  'slug-taken': 409,
  'slug-closed': 409,
  'account-closed': 409,
  'account-open': 409,
  'slug-differs': 422,
  'reopened-late': 409,
  'alerts-in-sandbox': 422,
  'note-required': 422,
  'field-unreachable': 409,
  'notice-closed': 409,
  'notice-answered': 409,
  'undo-ended': 409,
  'not-acknowledged': 409,
  'reminded-lately': 409,
  'account-required': 422,
  'unknown-account': 422,
  'not-unroutable': 409,
  'summary-required': 422,
  'idempotency-running': 409,
  'idempotency-mismatch': 422,
  'no-such-day': 422,
  'day-passed': 422,
  'source-made': 409,
  'key-made': 409,
  'two-keys': 409,
  'route-changed': 409,
  'announcement-state': 409,
  'window-over': 409,
  'import-state': 409,
  'settings-changed': 409,
  'already-staff': 409,
  'last-admin': 409,
  'confirm-self': 422,
  'name-taken': 409,
  'view-name-taken': 409,
  'views-full': 409,
  'type-changed': 409,
  'type-changing': 409,
  'type-used': 409,
  'last-type': 409,
  'nothing-to-confirm': 409,
  'nobody-to-ask': 409,
  'draft-changed': 409,
  'draft-incomplete': 409,
  'bulk-begun': 409,
  'endpoint-kind': 409,
  'endpoint-made': 409,
  'endpoint-sealed': 409,
  'endpoint-on': 409,
  'endpoint-disabled': 409,
  'endpoint-refused': 409,
  'endpoint-code': 422,
  'endpoint-code-ended': 410,
  'endpoints-full': 409,
  'endpoints-field-full': 422,
  'endpoints-in-sandbox': 422,
  'address-bouncing': 409,
  'asked-lately': 429,
  'asked-later': 429,
  'asked-often': 429,
  'erase-kept': 409,
  'erase-last-admin': 409,
  'erase-last-owner': 409,
  'erase-self': 409,
  'erase-running': 409,
  'erase-mistyped': 422,
  'invalid-input': 422,
} as const
export type ErrorCode = keyof typeof errorStatus

/** An expected refusal. Any other error is a fault: logged with an id, shown as a general sentence. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly params: Record<string, string | number>
  /** The form's field with the error; null for the whole form. */
  readonly field: string | null

  constructor(code: ErrorCode, params: Record<string, string | number> = {}, field: string | null = null) {
    super(code)
    this.code = code
    this.params = params
    this.field = field
  }
}

/** An expected refusal of some fields: by name, a key of the messages `texts`, filled with `params` and the name. */
export class RefusedFields extends Error {
  readonly texts = 'endpoints.errors'
  readonly issues: Readonly<Record<string, string>>
  readonly params: { service: string }

  constructor(issues: RefusedFields['issues'], params: RefusedFields['params']) {
    super('Some fields were refused.')
    this.issues = issues
    this.params = params
  }
}
