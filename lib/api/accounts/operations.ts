import { z } from 'zod'
import { integrationStates } from '#/db/words/accounts.ts'
import { idempotencyHeader, replayedHeader } from '#/lib/api/http/idempotency.ts'
import { inJson, operation } from '#/lib/api/http/operation.ts'
import { hasControlCharacters } from '#/lib/platform/values/characters.ts'
import { type AccountAnswer, accountListSchema, accountSchema } from './account-answer.ts'
import { newAccountBodySchema, newAccountExample } from './new-account-body.ts'
import { supportAnswerSchema } from './support-answer.ts'

const words = z
  .string()
  .max(100)
  .refine((text) => !hasControlCharacters(text), {
    params: { code: 'characters' },
    error: 'It must not hold control characters.',
  })

/** The query of `GET /api/v1/accounts`. */
export const accountsQuerySchema = z.object({
  search: words.optional().meta({
    description:
      'Words of the name, of the slug or of an address, or how they begin, in any case and without accents; a whole address by how it begins.',
    examples: ['aurora'],
  }),
  state: z.enum(integrationStates).optional().meta({ description: 'Where the integration stands.' }),
  integrationType: words.optional().meta({ description: 'The id of an integration type.' }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .meta({ description: 'Accounts of one page at most.' }),
  cursor: z
    .string()
    .max(1000)
    .optional()
    .meta({ description: 'The `nextCursor` of the page before; its content is not for reading.' }),
})

export const levante: AccountAnswer = {
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

/** What the operations on one account share. */
export const ofAccount = {
  parameters: {
    account: { description: 'Slug or id of the account.', schema: z.string(), example: levante.slug },
  },
  refuses: { 404: { description: 'There is no such account.' } },
}

/** What the operations that read accounts share. */
export const readsAccounts = {
  method: 'get',
  tag: 'Accounts',
  key: { scope: 'accounts:read', in: ['bearer'] },
} as const

export const listAccounts = operation({
  ...readsAccounts,
  id: 'listAccounts',
  path: '/api/v1/accounts',
  summary: 'List accounts',
  description:
    'In the order of their slugs, page by page: send the `nextCursor` of a page as `cursor` for the following one, with the same filter.',
  query: accountsQuerySchema,
  answers: {
    200: inJson('A page of accounts.', accountListSchema, {
      page: { summary: 'The last page', value: { accounts: [levante], nextCursor: null } },
    }),
  },
  refuses: {
    422: {
      description: 'A parameter is not valid, unknown or given twice, or the cursor was changed.',
      errors: [{ pointer: '#/limit', code: 'range', detail: 'It must be at most 100.' }],
    },
  },
})

const created: AccountAnswer = {
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
    'The invitation goes out by mail at once. It lives 7 days, and dies with the key it was sent by: when that is revoked or expires, invite anew.',
  key: { scope: 'accounts:write', in: ['bearer'] },
  headers: idempotencyHeader,
  body: {
    'application/json': {
      schema: newAccountBodySchema,
      examples: { account: { summary: 'A clinic', value: newAccountExample } },
    },
  },
  largestBody: 64 * 1024,
  answers: {
    201: inJson(
      'The account was created, and the invitation is on its way.',
      accountSchema,
      { created: { summary: 'Created', value: created } },
      { Location: 'Where the account is.', ...replayedHeader },
    ),
  },
  refuses: {
    400: {},
    409: {
      description: 'The slug is taken, or the same `Idempotency-Key` is being worked on.',
      errors: [{ pointer: '#/slug', code: 'slug-taken', detail: 'Another account has this short name.' }],
    },
    413: {},
    415: {},
    422: { errors: [{ pointer: '#/owner/email', code: 'required', detail: 'It is required.' }] },
  },
})

export const getAccount = operation({
  ...readsAccounts,
  ...ofAccount,
  id: 'getAccount',
  path: '/api/v1/accounts/{account}',
  summary: 'Read an account',
  description: 'Where its integration stands, what its contact information lacks, and until when.',
  answers: { 200: inJson('The account.', accountSchema, { account: { summary: 'Live', value: levante } }) },
})

const publishedHeaders = {
  'Cache-Control': 'How long it holds: five minutes at most, and never past the next change.',
  ETag: 'A strong entity tag of this answer.',
}

/** No rate: an answer costs no more than a refusal (docs/decisions/028-brand-page.md). */
export const getBrandSupport = operation({
  ...ofAccount,
  id: 'getBrandSupport',
  method: 'get',
  path: '/api/v1/accounts/{account}/brand-support',
  tag: 'Accounts',
  summary: "Read a brand's support for end users",
  description:
    'Needs no key. What end users may be told: where to write, when somebody is there, whether that is now, and until when. Only of accounts that are live or paused; any other answers as one that is not there. Any page may read it by a script (`Access-Control-Allow-Origin: *`).\n\nA cache may keep it as long as `Cache-Control` says. Ask again with its `ETag` as `If-None-Match`: 304 says that nothing changed.',
  key: null,
  rate: null,
  answers: {
    200: inJson(
      'The published support.',
      supportAnswerSchema,
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
    304: { description: 'What `If-None-Match` names is still so. No body.', headers: publishedHeaders },
  },
  refuses: { 404: { description: 'No such account publishes its support.' }, 503: {} },
})
