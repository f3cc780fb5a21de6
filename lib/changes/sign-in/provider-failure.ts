import { withoutSecrets } from '#/lib/platform/http/foreign-lines.ts'
import { logEvent } from '#/lib/platform/log/log.ts'
import { countForLine } from '#/lib/platform/log/throttle.ts'

/**
 * Logs why a sign-in with a provider failed, once a minute for each reason. `code`: next-auth's. Details hold tokens and
 * claims, which must not be logged.
 */
export function logProviderFailure(code: string, metadata: unknown): void {
  const error = metadata instanceof Error ? metadata : (metadata as { error?: unknown } | null)?.error
  const reason = error instanceof Error ? nameReason(code, error) : 'other'
  const count = countForLine(`provider ${code} ${reason}`)
  if (count !== null) logEvent('provider-failed', { code, reason, count })
}

/** Before the browser leaves for the provider, everything in a message comes from the provider. */
const preRedirectErrors = ['SIGNIN_OAUTH_ERROR', 'DISCOVERY_ERROR']

/**
 * The reason for a failure, never as the caller's text: anyone can write parameters into the callback URL, and
 * messages quote them.
 */
function nameReason(code: string, error: Error): string {
  const cause = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const message = error.message || cause
  if (preRedirectErrors.includes(code)) return withoutSecrets(message.replace(/,? expected .*/s, ''))
  return reasons.find((known) => message.includes(known)) ?? 'other'
}

/** Parts of the messages of next-auth, openid-client, Node and OpenSSL; docs/sign-in.md explains those that people met. */
const reasons = [
  'State cookie was missing',
  'PKCE code_verifier cookie was missing',
  'Nonce cookie was missing',
  'state missing from the response',
  'state mismatch',
  'nonce mismatch',
  'iss missing from the response',
  'iss mismatch',
  'unexpected iss value',
  'unexpected JWT alg received',
  'aud is missing the client_id',
  'aud mismatch',
  'azp mismatch',
  'sub mismatch',
  'JWT expired',
  'JWT not active yet',
  'JWT issued too long ago',
  'failed to validate JWT signature',
  'failed to decode JWT',
  'missing required JWT property',
  'missing from response',
  'not present in TokenSet',
  'outgoing request timed out',
  'expected 200 OK',
  'certificate',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  // RFC 6749, 4.1.2.1 and 5.2; OpenID Connect Core, 3.1.2.6.
  'invalid_request',
  'unauthorized_client',
  'access_denied',
  'unsupported_response_type',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'invalid_client',
  'invalid_grant',
  'unsupported_grant_type',
  'interaction_required',
  'login_required',
  'account_selection_required',
  'consent_required',
]
