import { z } from 'zod'
import { noticeStates } from '#/db/words/notices.ts'
import { instantSchema } from '#/lib/api/http/instant.ts'
import { inJson, operation } from '#/lib/api/http/operation.ts'

export const acknowledgeBodySchema = z
  .object({
    by: z
      .string()
      .max(120)
      .default('')
      .meta({
        description: 'Who answers, as the portal shows it beside the endpoint that it came through.',
        examples: ['Anna'],
      }),
  })
  .meta({ id: 'Acknowledge' })

const acknowledgedSchema = z
  .object({
    state: z.enum(noticeStates),
    acknowledgedAt: instantSchema
      .nullable()
      .meta({ description: 'The first answer; null if the notice ended without one.' }),
    acknowledgedBy: z.string().nullable().meta({
      description: 'Who answered by a message to the same recipient; null if anybody else did, or nobody.',
    }),
  })
  .meta({ id: 'Acknowledged', description: 'Of a message about several notices, the first one answered.' })

export const acknowledgeByLink = operation({
  id: 'acknowledgeByLink',
  method: 'post',
  path: '/api/v1/acknowledge/{token}',
  tag: 'Notices',
  summary: 'Acknowledge by the address in a message',
  description:
    'No key required: the address is in the message, as `acknowledge` of a webhook, behind the button of ntfy, and with `/acknowledge/` instead of `/api/v1/acknowledge/` as the link of an email. It acknowledges everything that the message is about. A repeated request gets the same response. The body is optional. Scripts on any site can send it (`Access-Control-Allow-Origin: *`).',
  key: null,
  parameters: {
    token: {
      description: 'From the address in the message.',
      schema: z.string(),
      example: '0196a3f45b1e7a3b',
    },
  },
  body: {
    'application/json': {
      schema: acknowledgeBodySchema,
      examples: { by: { summary: 'A person', value: { by: 'Anna' } } },
    },
  },
  isBodyOptional: true,
  largestBody: 4 * 1024,
  responses: {
    200: inJson('Acknowledged.', acknowledgedSchema, {
      acknowledged: {
        summary: 'By a webhook',
        value: {
          state: 'acknowledged',
          acknowledgedAt: '2026-05-04T07:41:19.400Z',
          acknowledgedBy: 'Anna, via Webhook · hooks.levante.example',
        },
      },
    }),
  },
  refuses: {
    400: {},
    404: { description: 'The address is wrong, or its recipient is no longer a contact of the account.' },
    410: { description: 'The drill is over.' },
    413: {},
    415: {},
    422: { errors: [{ pointer: '#/by', code: 'too-long', detail: 'Must be at most 120 characters.' }] },
  },
})

const pagerdutyWebhookSchema = z
  .object({ outcome: z.enum(['acknowledged', 'ignored']) })
  .meta({ id: 'PagerDutyWebhookOutcome' })

export const receivePagerdutyWebhook = operation({
  id: 'receivePagerdutyWebhook',
  method: 'post',
  path: '/api/v1/endpoints/{endpoint}/pagerduty',
  tag: 'Notices',
  summary: 'Receive what happens in PagerDuty',
  description:
    'For a V3 webhook of PagerDuty, which signs its requests (`X-PagerDuty-Signature`) with the webhook secret of the endpoint. `incident.acknowledged` acknowledges the notice whose incident it is, once; everything else changes nothing.',
  key: null,
  parameters: {
    endpoint: {
      description: 'Id of the endpoint.',
      schema: z.string(),
      example: '0196a3f0-9a1b-7c2d-8e3f-4a5b6c7d8e9f',
    },
  },
  body: {
    'application/json': {
      schema: z
        .looseObject({ event: z.looseObject({ event_type: z.string() }).meta({ id: 'PagerDutyEvent' }) })
        .meta({ id: 'PagerDutyWebhook' }),
      examples: {
        acknowledged: {
          summary: 'Somebody acknowledged an incident',
          value: {
            event: {
              event_type: 'incident.acknowledged',
              agent: { summary: 'Anna Rossi' },
              data: { incident_key: 'recapito-0196a3f4-5b1c-7d2e-8f90-a1b2c3d4e5f6' },
            },
          },
        },
      },
    },
  },
  largestBody: 256 * 1024,
  responses: {
    202: inJson('Received.', pagerdutyWebhookSchema, {
      acknowledged: { summary: 'The notice is acknowledged', value: { outcome: 'acknowledged' } },
    }),
  },
  refuses: {
    400: { description: 'The body is incomplete.' },
    401: { description: 'The signature is missing or wrong, or there is no such endpoint.' },
    413: {},
  },
})
