import type { Store } from '#/db/store/store.ts'
import type { EndpointKind } from '#/db/words/accounts.ts'
import type { Severity } from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'

/** What a message says (channels.md, Webhook). */
export type MessageType =
  | `notice.${'opened' | 'reminded' | 'repeated' | 'escalated' | 'acknowledged' | 'reopened' | 'resolved' | 'closed' | 'digest'}`
  | `drill.${'opened' | 'ended'}`
  | 'test.opened'
  | `endpoint.${'confirm' | 'probe'}`

/** What one delivery tells an endpoint, before its kind gives it a form. */
export type EndpointMessage = {
  /** The delivery's. */
  id: string
  type: MessageType
  locale: Locale
  /** An emergency, a drill, a test or a code. */
  isUrgent: boolean
  /** No news of an open event: a code, test, drill, announcement, answer, undo or end. */
  isSpare: boolean
  /** The id of the notice or digest; empty for a code or probe. `round`: how often an acknowledgement was taken back. */
  thread: string
  round: number
  severity: Severity
  programme: string
  /** One line for people, in their language, without the programme's name. */
  title: string
  /** The rest for people: plain lines without links. */
  text: string
  /** The notice's page; empty for a code or probe. */
  url: string
  /** The page whose button acknowledges, and where a POST does; empty if there is nothing to answer. */
  acknowledge: string
  acknowledgeApi: string
  /** The words of that button. */
  acknowledgeLabel: string
  /** Of `endpoint.confirm`. */
  code: string
  /** `data` of a webhook. */
  data: Record<string, unknown>
}

/** An endpoint with its secrets open. `previousSecrets`: still valid after rotations. */
export type OpenedEndpoint = {
  id: string
  kind: EndpointKind
  label: string
  host: string
  config: Readonly<Record<string, string>>
  previousSecrets?: readonly string[]
}

/** A POST. */
export type EndpointRequest = { url: string; headers: Record<string, string>; body: string }

export const postJson = (url = '', body: unknown): EndpointRequest => ({
  ...{ url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
})

/** Header names in lower case. */
export type EndpointAnswer = { status: number; headers: Readonly<Record<string, string>>; body: string }

/**
 * What an answer means (channels.md, Webhook). `point`: what it says of the endpoint; `after`: milliseconds until the next try
 * that it asks for.
 */
export type Verdict =
  | { is: 'accepted'; acknowledgedBy?: string; code?: string }
  | { is: 'retry'; reason: string; after?: number }
  | { is: 'failed'; reason: string; point: 'nothing' | 'failing' | 'disabled'; tellStaff?: true }

/** A limit of text messages, and whose it is. `spare`: of what is no news of an emergency. */
export type ReachedLimit = { limit: 'number' | 'account' | 'spare' | 'total'; whom: string }

/** What only staff can see to: a limit, or that a service does not accept a message. */
export type EndpointFault =
  | ReachedLimit
  | { kind: EndpointKind; accountId: string; endpoint: string; answer: string }

/** How a kind is called. */
export type EndpointCaller = {
  /** How fast one endpoint takes messages: so many at once, then one in so many milliseconds. */
  rate: { burst: number; every: number }
  /** Counts a message by limits of its own, unless one is reached: then returns that one, and the message fails. */
  count?(
    store: Store,
    endpoint: OpenedEndpoint,
    accountId: string,
    message: EndpointMessage,
  ): Promise<ReachedLimit | null>
  /** `at`: of this try, in milliseconds UTC. */
  request(endpoint: OpenedEndpoint, message: EndpointMessage, at: number): EndpointRequest
  judge(answer: EndpointAnswer, endpoint: OpenedEndpoint, type: MessageType): Verdict
  /** Secrets of ours that `config` holds, by name, made when the endpoint is added; `secret` is made again to rotate it. */
  makeSecrets?(): Record<string, string>
  /** What people may always see of `config`, and where the service sends its answers, by name. */
  publicOf?(config: OpenedEndpoint['config'], id: string): Record<string, string>
}

/** A link that somebody may press. `isAnswer`: it leads to the button that acknowledges. */
type MessageLink = { href: string; text: string; isAnswer: boolean }

/** What a chat shows below a message: where to answer, then the notice's page by the name of its host. */
export function linksOf({ url, acknowledge, acknowledgeLabel }: EndpointMessage): MessageLink[] {
  return [
    ...(acknowledge ? [{ href: acknowledge, text: acknowledgeLabel, isAnswer: true }] : []),
    ...(url ? [{ href: url, text: new URL(url).host, isAnswer: false }] : []),
  ]
}

/** Whether the answer to such a message may acknowledge: a drill wants a person. */
export function isAnswerable(type: MessageType): boolean {
  return !isOver(type) && type !== 'drill.opened' && !type.startsWith('endpoint.')
}

/** Whether it says that something is over, and so wakes nobody. */
export function isOver(type: MessageType): boolean {
  return ['notice.acknowledged', 'notice.resolved', 'notice.closed', 'drill.ended'].includes(type)
}
