import type { CallReason } from './call-error.ts'

/** Why a message did not reach an endpoint; each has its sentence in messages/…/endpoints.json. */
export type EndpointReason =
  | ('removed' | 'disabled' | 'sealed' | 'limit')
  | ('access' | 'missing' | 'message' | 'busy' | 'fault' | 'redirect' | 'unexpected')
  | ('number' | 'opted-out' | 'gateway')
  | (
      | 'off'
      | 'refused-address'
      | 'no-address'
      | 'connect'
      | 'proxy'
      | 'tls'
      | 'timeout'
      | 'broken-off'
      | 'unreadable'
    )

/** How the error of a message begins that one of our own limits kept back. */
export const limitReached = 'A limit of ours is reached: '

const ofCalls: Record<CallReason, EndpointReason> = {
  off: 'off',
  'refused-address': 'refused-address',
  'no-address': 'no-address',
  connect: 'connect',
  proxy: 'proxy',
  tls: 'tls',
  timeout: 'timeout',
  reset: 'broken-off',
  aborted: 'broken-off',
  unreadable: 'unreadable',
  'too-long': 'unreadable',
}

/** By what a kind adds to a status. */
const details: readonly [string, EndpointReason][] = [
  ['the gateway refuses us', 'gateway'],
  ['unknown integration key', 'access'],
  ['it wants no messages', 'opted-out'],
  ['no such number', 'number'],
  ['not a mobile number', 'number'],
]

const ofStatus: Record<number, EndpointReason> = {
  400: 'message',
  401: 'access',
  403: 'access',
  404: 'missing',
  410: 'disabled',
  413: 'message',
  422: 'message',
  429: 'busy',
  503: 'busy',
}

/** The reason in the stored error of a try to reach an endpoint; null if it is the answer of a mail server. */
export function parseEndpointReason(error: string): EndpointReason | null {
  const text = error.replace(/^(failing|disabled): /, '')
  if (text.startsWith(limitReached)) return 'limit'
  if (text.startsWith('It was removed')) return 'removed'
  if (text.startsWith('It is disabled')) return 'disabled'
  if (text.startsWith('Its secrets cannot be opened')) return 'sealed'
  const [, call] = /^The call to an endpoint failed: ([a-z-]+)\.$/.exec(text) ?? []
  if (call !== undefined) return isCallReason(call) ? ofCalls[call] : 'unexpected'
  const [, code] = /^HTTP (\d{3})\b/.exec(text) ?? []
  if (code === undefined) return null
  const [, detail] = details.find(([words]) => text.endsWith(words)) ?? []
  const status = Number(code)
  return (
    detail ??
    ofStatus[status] ??
    (status >= 500 ? 'fault' : status < 400 && status >= 300 ? 'redirect' : 'unexpected')
  )
}

function isCallReason(text: string): text is CallReason {
  return Object.hasOwn(ofCalls, text)
}
