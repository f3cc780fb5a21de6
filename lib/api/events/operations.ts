import { z } from 'zod'
import { idempotencyHeader, replayedHeader } from '#/lib/api/http/idempotency.ts'
import {
  type Contents,
  describeRefusals,
  inJson,
  type OperationResponse,
  operation,
  type Refusals,
} from '#/lib/api/http/operation.ts'
import { alertmanagerBodySchema } from '#/lib/notices/formats/alertmanager.ts'
import { cloudEventDataSchema, cloudEventSchema } from '#/lib/notices/formats/cloudevents.ts'
import { nativeBodySchema } from '#/lib/notices/formats/native.ts'
import { pagerdutyBodySchema } from '#/lib/notices/formats/pagerduty.ts'
import { batchLimits } from '#/lib/notices/parsing/schema.ts'
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
import { acceptedSchema, pagerdutyAcceptedSchema, pagerdutyRefusalSchema } from './responses.ts'

const json = 'application/json'

/** The handler counts events, not requests, once it has read how many there are. */
const takes = { method: 'post', tag: 'Events', rate: null } as const
const keyInHeader = { scope: 'events:write', in: ['bearer'] } as const

const cloudEventHeaders = {
  'ce-specversion': {
    description: 'Binary mode: 1.0. Send the other attributes as percent-encoded `ce-` headers too.',
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
  'The events, their notices and their deliveries are on disk. Results are in the order of the events.'
const accepted = inJson(promise, acceptedSchema, acceptedExamples, replayedHeader)

const inUse = { description: 'A request with the same `Idempotency-Key` is still running.' }
const notTaken = 'An event is not valid; none were accepted.'
const refuses: Refusals = { 400: {}, 401: {}, 403: {}, 409: inUse, 413: {}, 415: {}, 503: {} }

/** Refusals in PagerDuty's shape, beside the usual one. */
function forPagerduty(responses: Record<number, OperationResponse>, { alone }: { alone: boolean }) {
  const refused = { schema: pagerdutyRefusalSchema, examples: pagerdutyRefusedExamples }
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [
      status,
      { ...response, content: { ...(alone ? {} : response.content), [json]: refused } },
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
    'The format is detected from the content type and the structure: native, Prometheus Alertmanager and Grafana, PagerDuty Events v2, or CloudEvents (structured, batched, or binary, where the body is only the data, as on their own path).\n\nThe native format takes one event, or a batch of up to 500 that is accepted or rejected as a whole. `account` is the slug or id of an account; `summary` is required to trigger, `dedupKey` to resolve or acknowledge. `category` defaults to the default category of the event source.\n\nMaximum size: 1 MiB; 8 MiB for Alertmanager and Grafana, 512 KiB for PagerDuty. Unknown fields are ignored and listed in `warnings`. Compressed bodies are rejected.',
  key: { scope: 'events:write', in: ['bearer', 'body'] },
  headers: { ...idempotencyHeader, ...cloudEventHeaders },
  body: {
    [json]: {
      schema: z.union([nativeBodySchema, alertmanagerBodySchema, pagerdutyBodySchema]),
      examples: { ...nativeExamples, ...alertmanagerExamples, ...pagerdutyExamples },
    },
    ...cloudEvents,
  },
  responses: {
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
          errors: [{ pointer: '#/account', code: 'unknown-account', detail: 'Account not found.' }],
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
  summary: 'Send an Alertmanager or Grafana notification',
  description:
    'Each alert becomes one event. The account is the label `account` (or the label configured for the event source). The category is the label `category`, or else `emergency` if `severity` is critical or page. The environment is Sandbox if the label `environment` or `env` is one of the Sandbox names of the event source. Unknown names are listed in `warnings`.\n\nAfter a 4xx, senders wait for their next `group_interval` and never report an alert that was resolved in between. So an alert that cannot be parsed, or has an unknown account, is saved for staff while the others are accepted, and too many requests return 503. The same notification from two replicas counts once. Maximum size: 8 MiB.',
  key: keyInHeader,
  headers: idempotencyHeader,
  body: { [json]: { schema: alertmanagerBodySchema, examples: alertmanagerExamples } },
  responses: {
    202: inJson(
      promise,
      acceptedSchema,
      { ...acceptedExamples, ...alertmanagerAcceptedExamples },
      replayedHeader,
    ),
  },
  refuses: {
    ...refuses,
    422: { description: 'The body is not an Alertmanager or Grafana notification.' },
    503: {
      description: 'The store is temporarily unavailable, or there are too many requests. Retry later.',
    },
  },
})

const pagerduty = {
  ...takes,
  key: { scope: 'events:write', in: ['body'] },
  headers: idempotencyHeader,
  responses: {
    202: inJson(promise, pagerdutyAcceptedSchema, pagerdutyAcceptedExamples, replayedHeader),
    ...forPagerduty(
      describeRefusals({
        ...refuses,
        400: { description: 'The event is not valid or is not JSON.' },
        422: { description: 'The `Idempotency-Key` was used with another body.' },
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
  summary: 'Send a PagerDuty Events API v2 event',
  description:
    'Send the key of the event source as `routing_key` in the body; an `Authorization` header is ignored. The account is `payload.custom_details.account`, or else `payload.group`. The category is `payload.class` if it names one. The environment is Sandbox if `payload.custom_details.environment` is one of the Sandbox names of the event source. Unknown names are listed in `warnings`. Maximum size: 512 KiB and 5,000 members, including array elements. Responses and errors have the format that PagerDuty clients expect.',
  body: { [json]: { schema: pagerdutyBodySchema, examples: pagerdutyExamples } },
})

/** PagerDuty's own clients get a server and add `/v2/enqueue`. */
export const sendPagerdutyEventV2 = operation({
  ...pagerduty,
  id: 'sendPagerdutyEventV2',
  path: '/api/v1/events/pagerduty/v2/enqueue',
  summary: 'Send an event with a PagerDuty client',
  description:
    'Same as `/api/v1/events/pagerduty`, for PagerDuty clients that take a server and append `/v2/enqueue`: `server: "portal.example.com/api/v1/events/pagerduty"`.',
  body: { [json]: { schema: pagerdutyBodySchema, examples: pagerdutyClientExamples } },
})

export const sendCloudEvents = operation({
  ...takes,
  id: 'sendCloudEvents',
  path: '/api/v1/events/cloudevents',
  summary: 'Send CloudEvents 1.0',
  description:
    'Structured, batched (up to 500) or binary with `ce-` headers. The account is `subject`. The category is the last segment of `type` if it names one, or else the extension `category`. `data` has the other fields of the native format. Unknown names are listed in `warnings`. Events with the same `source` and `id` are the same event. An event with an unknown account is saved for staff. Maximum size: 1 MiB.\n\nSupports the CloudEvents handshake: `OPTIONS` with `WebHook-Request-Origin`.',
  key: keyInHeader,
  headers: { ...idempotencyHeader, ...cloudEventHeaders },
  body: { ...cloudEvents, [json]: { schema: cloudEventDataSchema, examples: cloudEventDataExamples } },
  responses: { 202: accepted },
  refuses: { ...refuses, 422: { description: notTaken }, 429: {} },
})
