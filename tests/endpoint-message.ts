import fc from 'fast-check'
import { severities } from '#/db/words/notices.ts'
import type { EndpointMessage, MessageType, OpenedEndpoint } from '#/lib/notices/endpoints/kind-call.ts'

export const messageTypes = Object.keys({
  'notice.opened': true,
  'notice.reminded': true,
  'notice.repeated': true,
  'notice.escalated': true,
  'notice.acknowledged': true,
  'notice.reopened': true,
  'notice.resolved': true,
  'notice.closed': true,
  'notice.digest': true,
  'drill.opened': true,
  'drill.ended': true,
  'test.opened': true,
  'endpoint.confirm': true,
  'endpoint.probe': true,
} satisfies Record<MessageType, true>) as MessageType[]

const thread = '0198f2a0-7c00-7000-8000-00000000000a'

/** An emergency, as a delivery tells it, with what differs. */
export function endpointMessage(differs: Partial<EndpointMessage> = {}): EndpointMessage {
  return {
    id: '0198f2a0-7d01-7000-8000-000000000001',
    type: 'notice.opened',
    locale: 'en',
    isUrgent: true,
    isSpare: false,
    thread,
    round: 0,
    severity: 'error',
    programme: 'Actions Desk',
    title: 'Clinica Aurora: Bookings fail',
    text: 'Bookings fail since 02:10.\nAcknowledge to show you’re on it.',
    url: `https://portal.example/notices/${thread}`,
    acknowledge: 'https://portal.example/acknowledge/token-1',
    acknowledgeApi: 'https://portal.example/api/v1/acknowledge/token-1',
    acknowledgeLabel: 'Acknowledge',
    code: '',
    data: { account: { slug: 'clinica-aurora' }, notice: { id: thread, summary: 'Bookings fail' } },
    ...differs,
  }
}

/** A code on its way to an endpoint: nothing to open or to answer. */
export function codeMessage(): EndpointMessage {
  const none = { thread: '', url: '', acknowledge: '', acknowledgeApi: '', acknowledgeLabel: '' }
  const title = 'Your code is 20481357'
  return endpointMessage({
    ...none,
    type: 'endpoint.confirm',
    title,
    code: '20481357',
    data: { ...endpointMessage().data, code: '20481357', refuse: 'https://portal.example/endpoint/token-1' },
  })
}

export function openedEndpoint(
  kind: OpenedEndpoint['kind'],
  config: Record<string, string>,
  differs: Partial<OpenedEndpoint> = {},
): OpenedEndpoint {
  const id = '0198f2a0-7d02-7000-8000-000000000002'
  return { id, kind, label: 'On-call phone', host: 'hooks.example.org', config, ...differs }
}

/** Texts as senders write them: any characters, long ones too, half characters too. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 40 }).map((text) => `${text}\ud800"\\\n<&>*_\`](`),
  fc
    .tuple(fc.constantFrom('ä', '🚨', '"', '\u0001', '<!channel>', 'x'), fc.integer({ max: 10_000, min: 0 }))
    .map(([text, times]) => text.repeat(times).slice(0, 10_000)),
  fc.nat(2000).map((length) => `https://a.example/${'x'.repeat(length)}`),
)

const page = 'https://portal.example/notices'

const anyNotice = fc.record({
  id: fc.uuid(),
  summary: anyText.map((text) => text.slice(0, 1024)),
  details: anyText,
  meaning: anyText,
  remedy: anyText,
  links: fc.array(fc.record({ href: fc.webUrl(), text: anyText }), { maxLength: 20 }),
})

/** Any message that a delivery can tell. */
export const anyMessage: fc.Arbitrary<EndpointMessage> = fc
  .record({
    type: fc.constantFrom(...messageTypes),
    isUrgent: fc.boolean(),
    isSpare: fc.boolean(),
    round: fc.nat(20),
    severity: fc.constantFrom(...severities),
    title: anyText,
    text: anyText,
    data: fc
      .oneof(
        fc.record({ notice: anyNotice }),
        fc.record({ notices: fc.array(anyNotice, { maxLength: 60 }), total: fc.nat(500) }),
      )
      .map((told) => ({ ...endpointMessage().data, notice: undefined, url: page, ...told })),
  })
  .map(endpointMessage)
