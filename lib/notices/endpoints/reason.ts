/** Milliseconds without an answer after which an endpoint is silent. */
export const silence = 2000

/**
 * Why a call got no answer. `connect`: nothing was sent; `broken-off`: the connection ended before the answer; `unreadable`: the
 * answer is not HTTP, or too long.
 */
const callReasons = [
  ...['off', 'refused-address', 'not-allowed', 'port', 'no-address', 'connect', 'proxy', 'tls'],
  ...['timeout', 'broken-off', 'unreadable'],
] as const
export type CallReason = (typeof callReasons)[number]

/** Whether a call that failed after so many milliseconds had no answer at all. What is refused soon keeps nobody waiting. */
export function isSilence(reason: CallReason, milliseconds: number): boolean {
  if (['no-address', 'connect', 'tls'].includes(reason)) return milliseconds >= silence
  return reason === 'timeout' || reason === 'broken-off'
}

/** Errors of our own, about an endpoint that takes no messages. */
export const ownErrors = {
  removed: 'It was removed.',
  disabled: 'It is disabled.',
  refused: 'It is refused by whoever reads it.',
  sealed: 'Its secrets cannot be opened: SECRETS_KEY is not the one that sealed them.',
} as const

/** Why a message did not reach an endpoint; each has its sentence in messages/…/endpoints.json. */
export type EndpointReason =
  | (CallReason | keyof typeof ownErrors | 'limit')
  | ('access' | 'missing' | 'gone' | 'message' | 'busy' | 'fault' | 'redirect' | 'unexpected')
  | ('number' | 'opted-out' | 'gateway')

/** How the error of a message begins that one of our own limits kept back. */
export const limitReached = 'A limit of ours is reached: '
/** How an error begins that the operator's gateway is to blame for, whatever went wrong there. */
export const ofGateway = 'gateway: '

const callFailed = 'The call to an endpoint failed: '

/** May be logged: it names no host, and has no cause that would. */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly reason: CallReason
  /** With which status a proxy refused the connection. */
  readonly proxyStatus: number | undefined

  constructor(reason: CallReason, proxyStatus?: number) {
    super(`${callFailed}${reason}.`)
    this.reason = reason
    this.proxyStatus = proxyStatus
  }
}

/** By the codes of undici, Node and OpenSSL, or the name of what has none. */
const codes: readonly [RegExp, CallReason][] = [
  [/^UND_ERR_(HEADERS|BODY)_TIMEOUT$/, 'timeout'],
  [/^(UND_ERR_RES_EXCEEDED_MAX_SIZE|UND_ERR_HEADERS_OVERFLOW)$/, 'unreadable'],
  [/^HPE_|^HTTPParserError$|^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/, 'unreadable'],
  [/^UND_ERR_(PRX_\w+|ABORTED)$/, 'proxy'],
  [/^(UND_ERR_(SOCKET|DESTROYED|CLOSED)|ECONNRESET|EPIPE)$/, 'broken-off'],
  [/^(CERT|ERR_TLS|ERR_SSL|UNABLE_TO|INVALID)_|SELF_SIGNED|^HOSTNAME_MISMATCH$|^EPROTO$/, 'tls'],
  [/^UND_ERR_CONNECT_TIMEOUT$|^E[A-Z]+$/, 'connect'],
]

/** What undici says where a proxy answers with another status than 200. */
const ofProxy = /^Proxy response \((\d{3})\)/
/** By these the endpoint is not there; by any other the proxy refuses. */
const unreachedBehind = [502, 503, 504]

/** The error as one that may be logged; itself if it is none of the network's. */
export function toCallError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const [, status] = ofProxy.exec(error.message) ?? []
  if (status) {
    const isUnreached = unreachedBehind.includes(Number(status))
    return new CallError(isUnreached ? 'connect' : 'proxy', Number(status))
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const [, reason] = codes.find(([known]) => known.test(code)) ?? []
  return reason ? new CallError(reason) : error
}

type Meaning = readonly [says: string, EndpointReason]

const refusal: Meaning = ['access refused', 'access']
const unaccepted: Meaning = ['the message was not accepted', 'message']
const meanings: Record<number, Meaning> = {
  ...{ 400: unaccepted, 413: unaccepted, 422: unaccepted, 401: refusal, 403: refusal },
  404: ['nothing at this address', 'missing'],
  410: ['gone for good', 'gone'],
  429: ['too many messages', 'busy'],
  503: ['not available now', 'busy'],
  504: ['no answer in time', 'timeout'],
}

/** What kinds say instead. */
const details: readonly Meaning[] = [
  ['unknown integration key', 'access'],
  ['it wants no messages', 'opted-out'],
  ['no such number', 'number'],
  ['not a mobile number', 'number'],
]

function meaningOf(status: number): Meaning {
  const known = meanings[status]
  if (known) return known
  if (status >= 300 && status < 400) return ['redirects are not followed', 'redirect']
  return status >= 500 ? ['an error of theirs', 'fault'] : ['an unexpected answer', 'unexpected']
}

/** The status of an answer in words, for errors. */
export function describeStatus(status: number): string {
  return `HTTP ${status}: ${meaningOf(status)[0]}`
}

/** The reason in the stored error of a try to reach an endpoint; null if it is the answer of a mail server. */
export function parseEndpointReason(error: string): EndpointReason | null {
  return error.startsWith(ofGateway) ? 'gateway' : parseTried(error)
}

function parseTried(error: string): EndpointReason | null {
  const text = error.replace(/^(failing|disabled): /, '')
  if (text.startsWith(limitReached)) return 'limit'
  for (const reason of ['removed', 'disabled', 'refused', 'sealed'] as const)
    if (text === ownErrors[reason]) return reason
  if (text.startsWith(callFailed))
    return callReasons.find((reason) => text === `${callFailed}${reason}.`) ?? 'unexpected'
  const [, status] = /^HTTP (\d{3})\b/.exec(text) ?? []
  if (status === undefined) return null
  const [, reason] = details.find(([says]) => text.endsWith(says)) ?? meaningOf(Number(status))
  return reason
}

/** Whether what the last try sent may have arrived, though no answer said so. */
export function mayHaveArrived(error: string): boolean {
  const reason = parseTried(error.replace(ofGateway, ''))
  // A try without an error ended with its worker; one of ours may have failed at any moment.
  return (
    error === '' ||
    error.startsWith('Not ') ||
    reason === 'timeout' ||
    reason === 'broken-off' ||
    reason === 'unreadable'
  )
}
