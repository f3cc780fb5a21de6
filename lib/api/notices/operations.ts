import { z } from 'zod'
import type { Locale } from '#/db/words/people.ts'
import { accountOperation, accountsReadOperation, levante } from '#/lib/api/accounts/operations.ts'
import { inJson, operation } from '#/lib/api/http/operation.ts'
import { type NoticeResponse, noticeSchema } from './notice-response.ts'
import { type ReachResponse, reachQuerySchema, reachSchema } from './reach-response.ts'

type ShownRecipient = ReachResponse['recipients'][number]
const recipient = (
  name: string,
  purpose: ShownRecipient['purpose'],
  language: Locale = 'it',
): ShownRecipient => ({
  address: `${name}@levante.example`,
  language,
  purpose,
  purposes: [purpose],
  bouncing: false,
  confirmed: true,
})
const oncall = recipient('oncall', 'technical-emergency')
const reach: ReachResponse = {
  account: { id: levante.id, slug: levante.slug },
  category: 'emergency',
  environment: 'production',
  step: 1,
  recipients: [oncall],
  copies: [recipient('paolo', 'alerts', 'en')],
  steps: [
    { step: 1, purpose: 'technical-emergency', recipients: [oncall] },
    { step: 2, purpose: 'technical', recipients: [recipient('tech', 'technical')] },
    { step: 3, purpose: 'owners', recipients: [recipient('elena', 'owners')] },
  ],
  endpoints: [
    {
      id: '0198c0de-2b1c-7a00-8000-3f9a1c5d7e21',
      kind: 'ntfy',
      label: 'Night shift',
      step: 1,
      failing: false,
    },
  ],
  silence: null,
}
export const findRecipients = operation({
  ...accountsReadOperation,
  ...accountOperation,
  id: 'findRecipients',
  path: '/api/v1/accounts/{account}/contacts',
  summary: 'Check who would get a notice',
  description:
    'Who would get a notice of this category from an event source right now: the route step that would be used, its recipients, the copies, all steps with their bouncing addresses, and the endpoints.',
  query: reachQuerySchema,
  responses: {
    200: inJson('The recipients.', reachSchema, { emergency: { summary: 'An emergency', value: reach } }),
  },
  refuses: {
    ...accountOperation.refuses,
    422: {
      description: 'A parameter is missing, invalid, unknown or repeated.',
      errors: [
        {
          pointer: '#/category',
          code: 'value',
          detail: 'Must be one of: production-alert, emergency, technical, merchant-issue, user-escalation.',
        },
      ],
    },
  },
})

const notice: NoticeResponse = {
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
  summary: 'Feed error rate 23%',
  details: '',
  meaning: '',
  remedy: '',
  links: [{ href: 'https://grafana.example/d/feed', text: 'Feed dashboard' }],
  count: 2,
  occurredAt: '2026-05-04T07:30:00.000Z',
  firstSeenAt: '2026-05-04T07:30:02.113Z',
  lastSeenAt: '2026-05-04T07:35:02.087Z',
  dueAt: null,
  escalatesAt: null,
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

export const getNotice = operation({
  id: 'getNotice',
  method: 'get',
  path: '/api/v1/notices/{notice}',
  tag: 'Notices',
  summary: 'Read a notice and its deliveries',
  description:
    'State, acknowledgement and the status of each message. In a webhook, `notice` has the same fields without `account` (beside it, with its name), `accountNamed`, `source`, `dedupKey`, `wouldReach`, `inFlight` and `deliveries`.',
  key: { scope: 'notices:read', in: ['bearer'] },
  parameters: {
    notice: {
      description: 'Notice id from the response to the event.',
      schema: z.string(),
      example: notice.id,
    },
  },
  responses: {
    200: inJson('The notice.', noticeSchema, { notice: { summary: 'Acknowledged', value: notice } }),
  },
  refuses: { 404: { description: 'Notice not found.' } },
})

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

export const bounceRecordedSchema = z
  .object({
    outcome: z.enum(['recorded', 'unknown-delivery']).meta({
      description: 'Whether the report matched a delivery. If not, it is saved for staff.',
    }),
  })
  .meta({ id: 'BounceRecorded' })

export const reportBounce = operation({
  id: 'reportBounce',
  method: 'post',
  path: '/api/v1/bounces',
  tag: 'Mail server',
  summary: 'Report a bounce',
  description:
    'The raw message as the mail server pipes it: a delivery status notification (RFC 3464) of at most 1 MiB. It is matched to its delivery by the return path that `MAIL_BOUNCE` sets; unmatched reports are saved for staff. The key can also be sent as the HTTP Basic password.',
  key: { scope: 'bounces:write', in: ['bearer', 'basic'] },
  body: {
    'message/rfc822': {
      schema: z.string(),
      examples: { report: { summary: 'No such mailbox', value: report } },
    },
  },
  // A report may return the original message, and ours are far smaller than this.
  largestBody: 1024 * 1024,
  responses: {
    202: inJson('The report is on disk.', bounceRecordedSchema, {
      recorded: { summary: 'Matched to a delivery', value: { outcome: 'recorded' } },
    }),
  },
  refuses: {
    400: { description: 'The body is incomplete.' },
    413: {},
    415: {},
    422: { description: 'The message is not a delivery status notification.' },
  },
})
