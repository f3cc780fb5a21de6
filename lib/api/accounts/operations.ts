import { z } from 'zod'
import { integrationStates } from '#/db/words/accounts.ts'
import { idempotencyHeader, replayedHeader } from '#/lib/api/http/idempotency.ts'
import { inJson, operation } from '#/lib/api/http/operation.ts'
import { hasControlCharacters } from '#/lib/platform/values/characters.ts'
import { type AccountResponse, accountListSchema, accountSchema } from './account-response.ts'
import { newAccountBodySchema, newAccountExample } from './new-account-body.ts'
import { supportResponseSchema } from './support-response.ts'

const words = z
  .string()
  .max(100)
  .refine((text) => !hasControlCharacters(text), {
    params: { code: 'characters' },
    error: 'Must not contain control characters.',
  })

export const accountsQuerySchema = z.object({
  search: words.optional().meta({
    description:
      'Matches words, or their beginnings, in the name, slug or addresses, ignoring case and accents. A full address matches by prefix.',
    examples: ['aurora'],
  }),
  state: z.enum(integrationStates).optional().meta({ description: 'State of the integration.' }),
  integrationType: words.optional().meta({ description: 'Integration type id.' }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .meta({ description: 'Maximum number of accounts per page.' }),
  cursor: z
    .string()
    .max(1000)
    .optional()
    .meta({ description: '`nextCursor` of the previous page. Treat it as opaque.' }),
})

export const levante: AccountResponse = {
  id: '0196a3f0-0a1b-7c2d-8e3f-4a5b6c7d8e9f',
  slug: 'poliambulatorio-levante',
  name: 'Poliambulatorio Levante',
  integrationType: 'healthcare-appointments',
  defaultLanguage: 'it',
  state: 'live',
  stateChangedAt: '2026-04-01T08:12:44.120Z',
  complete: true,
  missing: [],
  firstCompleteAt: '2026-03-14T10:00:02.518Z',
  dueAt: null,
  locked: false,
  createdAt: '2026-03-02T09:41:00.000Z',
}

export const accountOperation = {
  parameters: {
    account: { description: 'Slug or id of the account.', schema: z.string(), example: levante.slug },
  },
  refuses: { 404: { description: 'Account not found.' } },
}

export const accountsReadOperation = {
  method: 'get',
  tag: 'Accounts',
  key: { scope: 'accounts:read', in: ['bearer'] },
} as const

export const listAccounts = operation({
  ...accountsReadOperation,
  id: 'listAccounts',
  path: '/api/v1/accounts',
  summary: 'List accounts',
  description:
    'Sorted by slug, one page at a time. For the next page, send `nextCursor` as `cursor` with the same filters.',
  query: accountsQuerySchema,
  responses: {
    200: inJson('A page of accounts.', accountListSchema, {
      page: { summary: 'The last page', value: { accounts: [levante], nextCursor: null } },
    }),
  },
  refuses: {
    422: {
      description: 'A parameter is invalid, unknown or repeated, or the cursor was modified.',
      errors: [{ pointer: '#/limit', code: 'range', detail: 'Must be at most 100.' }],
    },
  },
})

const created: AccountResponse = {
  ...levante,
  id: '0196a3f0-1c2d-7e3f-8a4b-5c6d7e8f9a0b',
  slug: 'clinica-aurora',
  name: 'Clinica Aurora',
  integrationType: 'healthcare-appointments',
  state: 'onboarding',
  complete: false,
  missing: [{ field: 'alerts', reason: 'empty' }],
  firstCompleteAt: null,
  locked: true,
}

export const createAccount = operation({
  id: 'createAccount',
  method: 'post',
  path: '/api/v1/accounts',
  tag: 'Accounts',
  summary: 'Create an account and invite its first owner',
  description:
    'The invitation is emailed immediately. It expires after 7 days or when the key does; then send a new one.',
  key: { scope: 'accounts:write', in: ['bearer'] },
  headers: idempotencyHeader,
  body: {
    'application/json': {
      schema: newAccountBodySchema,
      examples: { account: { summary: 'A clinic', value: newAccountExample } },
    },
  },
  largestBody: 64 * 1024,
  responses: {
    201: inJson(
      'The account was created and the invitation is being sent.',
      accountSchema,
      { created: { summary: 'Created', value: created } },
      { Location: 'URL of the account.', ...replayedHeader },
    ),
  },
  refuses: {
    400: {},
    409: {
      description: 'The slug is taken, or a request with the same `Idempotency-Key` is still running.',
      errors: [{ pointer: '#/slug', code: 'slug-taken', detail: 'Another account has this slug.' }],
    },
    413: {},
    415: {},
    422: { errors: [{ pointer: '#/owner/email', code: 'required', detail: 'Required.' }] },
  },
})

export const getAccount = operation({
  ...accountsReadOperation,
  ...accountOperation,
  id: 'getAccount',
  path: '/api/v1/accounts/{account}',
  summary: 'Read an account',
  description: 'Integration state, missing contact information, and the deadline for completing it.',
  responses: { 200: inJson('The account.', accountSchema, { account: { summary: 'Live', value: levante } }) },
})

const publishedHeaders = {
  'Cache-Control': 'How long the response is valid: at most five minutes, and never past `nextChangeAt`.',
  ETag: 'Strong entity tag of the response.',
}

/** No rate: an answer costs no more than a refusal (docs/decisions/028-brand-page.md). */
export const getBrandSupport = operation({
  ...accountOperation,
  id: 'getBrandSupport',
  method: 'get',
  path: '/api/v1/accounts/{account}/brand-support',
  tag: 'Accounts',
  summary: "Read a brand's support for end users",
  description:
    'No key required. Support information for end users: contact details, opening hours, whether support is open now, and when that changes. Only for accounts that are live or paused; all others return 404. Scripts on any site can read it (`Access-Control-Allow-Origin: *`).\n\nCache it for as long as `Cache-Control` allows, then send its `ETag` as `If-None-Match`: 304 means that nothing changed.',
  key: null,
  rate: null,
  responses: {
    200: inJson(
      'The published support information.',
      supportResponseSchema,
      {
        open: {
          summary: 'On a working day',
          value: {
            address: 'assistenza@levante.example',
            phone: '+39 080 555 0100',
            helpUrl: 'https://levante.example/aiuto',
            hours: [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' }],
            openNow: true,
            nextChangeAt: '2026-05-04T16:00:00.000Z',
          },
        },
      },
      publishedHeaders,
    ),
    304: {
      description: 'Unchanged since the response with the `ETag` in `If-None-Match`. No body.',
      headers: publishedHeaders,
    },
  },
  refuses: {
    404: { description: 'No account with this slug or id publishes support information.' },
    503: {},
  },
})
