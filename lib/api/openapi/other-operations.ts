import { z } from 'zod'
import { bounceRecordedSchema } from '#/lib/api/notices/bounce-answer.ts'
import { type NoticeAnswer, noticeSchema } from '#/lib/api/notices/notice-answer.ts'
import type { Operation } from './operation.ts'
import { keyRefusals, publicRefusals, refuses } from './refusals.ts'

const json = 'application/json'

const notice: NoticeAnswer = {
  id: '0196a3f4-5b1c-7d2e-8f90-a1b2c3d4e5f6',
  account: { id: '0196a3f0-0a1b-7c2d-8e3f-4a5b6c7d8e9f', slug: 'poliambulatorio-levante' },
  accountNamed: 'poliambulatorio-levante',
  source: 'monitoring',
  kind: 'event',
  category: 'technical',
  environment: 'production',
  severity: 'error',
  state: 'acknowledged',
  problem: '',
  silence: null,
  wouldReach: [],
  dedupKey: 'feed-errors',
  summary: 'Feed error rate 23 %',
  details: '',
  meaning: '',
  remedy: '',
  links: [{ href: 'https://grafana.example/d/feed', text: 'Feed dashboard' }],
  count: 2,
  occurredAt: '2026-05-04T07:30:00.000Z',
  firstSeenAt: '2026-05-04T07:30:02.113Z',
  lastSeenAt: '2026-05-04T07:35:02.087Z',
  dueAt: null,
  acknowledgedAt: '2026-05-04T07:41:19.400Z',
  acknowledgedBy: 'tech@levante.example',
  closedAt: null,
  closedHow: null,
  closeNote: '',
  inFlight: false,
  deliveries: [
    {
      id: '0196a3f4-5b1e-7a3b-9c4d-5e6f7a8b9c0d',
      recipient: 'tech@levante.example',
      status: 'accepted',
      part: 'notice',
      purpose: 'technical',
      step: 1,
      digest: false,
      attempts: 1,
      createdAt: '2026-05-04T07:30:02.113Z',
      nextTryAt: null,
      settledAt: '2026-05-04T07:30:02.131Z',
      lastError: '',
      history: [{ at: '2026-05-04T07:30:02.131Z', status: 'accepted', error: '' }],
    },
  ],
}

const report = `From: MAILER-DAEMON@mx.example
To: bounce+0196a3f45b1e7a3b9c4d5e6f7a8b9c0d5f3a1c2b4d6e8f01@portal.example
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mailbox does not exist.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; tech@levante.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user
--b--
`

export const otherOperations: Operation[] = [
  {
    method: 'get',
    tag: 'Notices',
    key: { scope: 'notices:read', in: ['bearer'] },
    id: 'getNotice',
    path: '/api/v1/notices/{notice}',
    summary: 'Read a notice and its deliveries',
    description: 'Its state, whether somebody answered, and what became of each message.',
    parameters: {
      notice: {
        description: 'The id that was answered to the event.',
        schema: z.string(),
        example: notice.id,
      },
    },
    answers: {
      200: {
        description: 'The notice.',
        content: {
          [json]: { schema: noticeSchema, examples: { notice: { summary: 'Acknowledged', value: notice } } },
        },
      },
      ...refuses([404, ...keyRefusals], { 404: { description: 'There is no such notice.' } }),
    },
  },
  {
    method: 'post',
    tag: 'Mail server',
    key: { scope: 'bounces:write', in: ['bearer', 'basic'] },
    id: 'reportBounce',
    path: '/api/v1/bounces',
    summary: 'Hand in a bounce',
    description:
      'The raw message as a mail server pipes it: a delivery status notification (RFC 3464), of at most 1 MiB. It is matched to its delivery by the return path that `MAIL_BOUNCE` sets; one whose delivery is unknown is kept for staff. The key may also be the password of HTTP Basic.',
    body: {
      'message/rfc822': {
        schema: z.string(),
        examples: { report: { summary: 'No such mailbox', value: report } },
      },
    },
    answers: {
      202: {
        description: 'The report is on disk.',
        content: {
          [json]: {
            schema: bounceRecordedSchema,
            examples: { recorded: { summary: 'Its delivery is known', value: { outcome: 'recorded' } } },
          },
        },
      },
      ...refuses([400, 413, 415, 422, ...keyRefusals], {
        400: { description: 'The body broke off.' },
        422: { description: 'The message is no delivery status notification.' },
      }),
    },
  },
  {
    method: 'get',
    tag: 'Monitoring',
    key: { scope: 'metrics:read', in: ['bearer'] },
    id: 'getMetrics',
    path: '/api/metrics',
    summary: 'Read the metrics',
    description:
      "For Prometheus, in its text format: events by source and answer, deliveries by status, how long the oldest message waits, and the time from an event to its message's acceptance. Nothing personal.",
    answers: {
      200: {
        description: 'The metrics of this process.',
        content: {
          'text/plain': {
            schema: z.string(),
            examples: {
              metrics: { summary: 'An excerpt', value: 'recapito_deliveries_total{status="accepted"} 12\n' },
            },
          },
        },
      },
      ...refuses(keyRefusals),
    },
  },
  {
    method: 'get',
    tag: 'Description',
    key: null,
    id: 'getDescription',
    path: '/api/v1/openapi.json',
    summary: 'Read this description',
    description: 'The API in OpenAPI 3.1, generated from the schemas that it checks with. Needs no key.',
    answers: {
      200: {
        description: 'The description.',
        content: {
          [json]: {
            schema: z.looseObject({ openapi: z.string() }),
            examples: { description: { summary: 'Its first line', value: { openapi: '3.1.1' } } },
          },
        },
      },
      ...refuses(publicRefusals),
    },
  },
]
