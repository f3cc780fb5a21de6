import { AppError, type ErrorCode } from '#/lib/platform/values/errors.ts'
import { logEvent } from './events.ts'

/** Refusals for want of a right: refusals of a form's content do not belong in the log. */
const ofRights: readonly ErrorCode[] = [
  'forbidden',
  'not-found',
  'signed-out',
  'challenge-ended',
  'invitation-ended',
  'invitation-other-address',
  'only-admins-invite',
  'passkey-required',
  'passkey-late',
  'passkey-proof',
]

/** Logs a refusal for want of a right, and ignores other refusals. */
export function logRefusal(
  error: unknown,
  by: { of: 'action' | 'page' | 'file' | 'api'; userId?: string | null; sourceId?: string | null },
): void {
  if (error instanceof AppError && ofRights.includes(error.code)) {
    logEvent('refused', {
      code: error.code,
      of: by.of,
      userId: by.userId ?? null,
      sourceId: by.sourceId ?? null,
    })
  }
}

/** Logs that a valid key asked for something outside its source's scopes. */
export function logMissingScope(): void {
  logEvent('refused', { code: 'missing-scope', of: 'api' })
}
