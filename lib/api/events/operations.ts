import { z } from 'zod'
import { idempotencyHeader, replayedHeader } from '#/lib/api/http/idempotency.ts'
import {
  type Contents,
  describeRefusals,
  inJson,
  type OperationAnswer,
  operation,
  type Refusals,
} from '#/lib/api/http/operation.ts'
import { alertmanagerBodySchema } from '#/lib/notices/formats/alertmanager.ts'
import { cloudEventDataSchema, cloudEventSchema } from '#/lib/notices/formats/cloudevents.ts'
import { nativeBodySchema } from '#/lib/notices/formats/native.ts'
import { pagerdutyBodySchema } from '#/lib/notices/formats/pagerduty.ts'
import { batchLimits } from '#/lib/notices/parsing/schema.ts'
import { acceptedSchema, pagerdutyAcceptedSchema, pagerdutyRefusalSchema } from './answers.ts'
import {
  acceptedExamples,
  alertmanagerAcceptedExamples,
  alertmanagerExamples,
  cloudEventBatchExamples,
  cloudEventDataExamples,
  cloudEventExamples,
  nativeExamples,
  pagerdutyAcceptedExamples,
  pagerdutyClientExamples,
  pagerdutyExamples,
  pagerdutyRefusedExamples,
} from './examples.ts'

const json = 'application/json'

/** The handler counts events, not requests, once it has read how many there are. */
const takes = { method: 'post', tag: 'Events', rate: null } as const
const keyInHeader = { scope: 'events:write', in: ['bearer'] } as const

const cloudEventHeaders = {
  'ce-specversion': {
    description: 'Binary mode: 1.0. The other attributes come as `ce-` headers too, percent-encoded.',
    schema: z.literal('1.0').optional(),
  },
}
const cloudEvents: Contents = {
  'application/cloudevents+json': { schema: cloudEventSchema, examples: cloudEventExamples },
  'application/cloudevents-batch+json': {
    schema: z.array(cloudEventSchema).max(batchLimits.events),
    examples: cloudEventBatchExamples,
  },
}

const promise =
  'A promise: the events, their notices and their deliveries are on disk. What became of each stands in the order in which they came.'
const accepted = inJson(promise, acceptedSchema, acceptedExamples, replayedHeader)

const inUse = { description: 'The same `Idempotency-Key` is being worked on.' }
const notTaken = 'An event is not valid, and none was taken.'
const refuses: Refusals = { 400: {}, 401: {}, 403: {}, 409: inUse, 413: {}, 415: {}, 503: {} }

/** Refusals in PagerDuty's shape, beside the usual one. */
function forPagerduty(answers: Record<number, OperationAnswer>, { alone }: { alone: boolean }) {
  const refused = { schema: pagerdutyRefusalSchema, examples: pagerdutyRefusedExamples }
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status,
      { ...answer, content: { ...(alone ? {} : answer.content), [json]: refused } },
    ]),
  )
}

/** `POST /api/v1/events` and the path of each foreign format (notices.md, Events in). */
export const sendEvents = operation({
  ...takes,
  id: 'sendEvents',
  path: '/api/v1/events',
  summary: 'Send events in any format',
  description:
    'The formats are told apart by content type and shape: the native form, Prometheus Alertmanager and Grafana, PagerDuty Events v2, and CloudEvents (structured, as a batch, or binary: then the body is the data alone, as on their own path).\n\nIn the native form one event, or up to 500, which are all taken or none. `account` is the slug or the id of an account; `summary` is required to trigger, `dedupKey` to resolve or acknowledge. Without a `category` the default of the event source counts.\n\nAt most 1 MiB; 8 MiB from Alertmanager and Grafana, 512 KiB from PagerDuty. Unknown fields are ignored, and `warnings` in the answer names them. Compressed bodies are refused.',
  key: { scope: 'events:write', in: ['bearer', 'body'] },
  headers: { ...idempotencyHeader, ...cloudEventHeaders },
  body: {
    [json]: {
      schema: z.union([nativeBodySchema, alertmanagerBodySchema, pagerdutyBodySchema]),
      examples: { ...nativeExamples, ...alertmanagerExamples, ...pagerdutyExamples },
    },
    ...cloudEvents,
  },
  answers: {
    202: inJson(
      promise,
      z.union([acceptedSchema, pagerdutyAcceptedSchema]),
      { ...acceptedExamples, pagerduty: pagerdutyAcceptedExamples.accepted },
      replayedHeader,
    ),
    ...forPagerduty(
      describeRefusals({
        ...refuses,
        422: {
          description: notTaken,
          errors: [{ pointer: '#/account', code: 'unknown-account', detail: 'There is no such account.' }],
        },
        429: {},
      }),
      { alone: false },
    ),
  },
})

export const sendAlertmanagerNotification = operation({
  ...takes,
  id: 'sendAlertmanagerNotification',
  path: '/api/v1/events/alertmanager',
  summary: 'Send the webhook of Prometheus Alertmanager or Grafana',
  description:
    'Each alert is one event. The account is the label `account` (the event source may name another label), the category the label `category`, else `emergency` where `severity` is critical or page; the environment is Sandbox where the label `environment` or `env` is one of the event source’s names of Sandbox. What was named and is not known is in `warnings` of the answer.\n\nAfter a 4xx senders wait for their next `group_interval` and never report an alert that was resolved in between. So an alert that cannot be read, or whose account is unknown, is kept for staff while the others are taken, and too many requests answer 503. The same notification from two replicas counts once. At most 8 MiB.',
  key: keyInHeader,
  headers: idempotencyHeader,
  body: { [json]: { schema: alertmanagerBodySchema, examples: alertmanagerExamples } },
  answers: {
    202: inJson(
      promise,
      acceptedSchema,
      { ...acceptedExamples, ...alertmanagerAcceptedExamples },
      replayedHeader,
    ),
  },
  refuses: {
    ...refuses,
    422: { description: 'It is no notification of Alertmanager or Grafana.' },
    503: { description: 'The store cannot take it now, or there are too many requests. Send it again.' },
  },
})

const pagerduty = {
  ...takes,
  key: { scope: 'events:write', in: ['body'] },
  headers: idempotencyHeader,
  answers: {
    202: inJson(promise, pagerdutyAcceptedSchema, pagerdutyAcceptedExamples, replayedHeader),
    ...forPagerduty(
      describeRefusals({
        ...refuses,
        400: { description: 'The event is not valid, or not JSON.' },
        422: { description: 'The `Idempotency-Key` came with another body before.' },
        429: {},
      }),
      { alone: true },
    ),
  },
} as const

export const sendPagerdutyEvent = operation({
  ...pagerduty,
  id: 'sendPagerdutyEvent',
  path: '/api/v1/events/pagerduty',
  summary: "Send an event of PagerDuty's Events API v2",
  description:
    'The key of the event source is the `routing_key` of the body; an `Authorization` header is ignored. The account is `payload.custom_details.account`, else `payload.group`; the category is `payload.class` where it names one; the environment is Sandbox where `payload.custom_details.environment` is one of the event source’s names of Sandbox. What is not known is in `warnings` of the answer. At most 512 KiB and 5,000 members, elements of arrays included. Answers and refusals are in the shape that senders of PagerDuty expect.',
  body: { [json]: { schema: pagerdutyBodySchema, examples: pagerdutyExamples } },
})

/** PagerDuty's own clients get a server and add `/v2/enqueue`. */
export const sendPagerdutyEventV2 = operation({
  ...pagerduty,
  id: 'sendPagerdutyEventV2',
  path: '/api/v1/events/pagerduty/v2/enqueue',
  summary: "Send an event by a client of PagerDuty's",
  description:
    'As `/api/v1/events/pagerduty`, for clients of PagerDuty that take a server and add `/v2/enqueue` to it: `server: "portal.example.com/api/v1/events/pagerduty"`.',
  body: { [json]: { schema: pagerdutyBodySchema, examples: pagerdutyClientExamples } },
})

export const sendCloudEvents = operation({
  ...takes,
  id: 'sendCloudEvents',
  path: '/api/v1/events/cloudevents',
  summary: 'Send CloudEvents 1.0',
  description:
    'Structured, as a batch of up to 500, or binary with `ce-` headers. The account is `subject`; the category is the last segment of `type` where it names one, else the extension `category`. `data` holds the other fields of the native form. What is not known is in `warnings` of the answer. The same `source` and `id` are the same event. An event whose account is unknown is kept for staff. At most 1 MiB.\n\nThe handshake of CloudEvents is answered: `OPTIONS` with `WebHook-Request-Origin`.',
  key: keyInHeader,
  headers: { ...idempotencyHeader, ...cloudEventHeaders },
  body: { ...cloudEvents, [json]: { schema: cloudEventDataSchema, examples: cloudEventDataExamples } },
  answers: { 202: accepted },
  refuses: { ...refuses, 422: { description: notTaken }, 429: {} },
})
