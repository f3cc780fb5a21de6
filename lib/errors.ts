/**
 * What a person can be told. Each code has its sentence in messages/…/errors.json; `status` is the HTTP answer. This is
 * the one place that maps them.
 */
export const errorStatus = {
  'not-found': 404,
  forbidden: 403,
  'signed-out': 401,
  stale: 409,
  conflict: 409,
  locked: 409,
  'too-many': 429,
  'not-member': 422,
  'last-owner': 409,
  'already-member': 409,
  'invitation-ended': 410,
  'invitation-other-address': 403,
  'challenge-ended': 410,
  'wrong-code': 422,
  'address-taken': 409,
  'incomplete-contacts': 409,
  'wrong-state': 409,
  'reason-required': 422,
  'case-closed': 409,
  'slug-taken': 409,
  'alerts-in-sandbox': 422,
  'invalid-input': 422,
} as const
export type ErrorCode = keyof typeof errorStatus

/** An expected refusal. Anything else that is thrown is a fault: logged with an id, shown as a general sentence. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly params: Record<string, string | number>

  constructor(code: ErrorCode, params: Record<string, string | number> = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}
