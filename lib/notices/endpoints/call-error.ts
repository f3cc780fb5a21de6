/** Why a call got no answer. `reset`: the connection ended first; `unreadable`: what came back is not HTTP. */
export type CallReason =
  | 'off'
  | 'refused-address'
  | 'no-address'
  | 'connect'
  | 'proxy'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'unreadable'
  | 'too-long'
  | 'aborted'

/** May be logged: it names no host, and has no cause that would. */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly reason: CallReason

  constructor(reason: CallReason) {
    super(`The call to an endpoint failed: ${reason}.`)
    this.reason = reason
  }
}

/** By the codes of undici, Node and OpenSSL, or the name of what has none. */
const reasons: readonly [RegExp, CallReason][] = [
  [/^UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT$|^ETIMEDOUT$/, 'timeout'],
  [/^(UND_ERR_RES_EXCEEDED_MAX_SIZE|UND_ERR_HEADERS_OVERFLOW|HPE_HEADER_OVERFLOW)$/, 'too-long'],
  [/^HPE_|^HTTPParserError$|^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/, 'unreadable'],
  [/^UND_ERR_(DESTROYED|CLOSED)$/, 'aborted'],
  // A proxy that answers CONNECT with another status than 200 aborts the request.
  [/^UND_ERR_(PRX_\w+|ABORTED)$/, 'proxy'],
  [/^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/, 'reset'],
  [/^(CERT|ERR_TLS|ERR_SSL|UNABLE_TO|INVALID)_|SELF_SIGNED|^HOSTNAME_MISMATCH$|^EPROTO$/, 'tls'],
  [/^E[A-Z]+$/, 'connect'],
]

/** The error as one that may be logged; itself if it is none of the network's. */
export function toCallError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const [, reason] = reasons.find(([codes]) => codes.test(code)) ?? []
  return reason ? new CallError(reason) : error
}
