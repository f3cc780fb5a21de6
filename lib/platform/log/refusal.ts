import { AppError, type ErrorCode } from '#/lib/platform/values/errors.ts'
import { logEvent } from './events.ts'

/** Refusals of who may, not of what may be: those of a form's content are none of the log's business. */
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

/** Logs that somebody was refused for want of a right; whatever else was refused is left out. */
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

/** Logs that a good key asked for what its source may not do. */
export function logMissingScope(): void {
  logEvent('refused', { code: 'missing-scope', of: 'api' })
}
