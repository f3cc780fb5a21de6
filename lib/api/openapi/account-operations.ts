import { z } from 'zod'
import { type AccountAnswer, accountListSchema, accountSchema } from '#/lib/api/accounts/account-answer.ts'
import { accountsQuerySchema } from '#/lib/api/accounts/accounts-query.ts'
import { newAccountBodySchema } from '#/lib/api/accounts/new-account-body.ts'
import { brandSupportSchema } from '#/lib/api/accounts/support-answer.ts'
import { reachQuerySchema, reachSchema } from '#/lib/api/notices/reach-answer.ts'
import { brandSupportExamples, levante, reachExamples } from './account-examples.ts'
import { idempotencyHeader, replayedHeader } from './idempotency.ts'
import type { Operation } from './operation.ts'
import { keyRefusals, refuses } from './refusals.ts'

const json = 'application/json'
const reads = { method: 'get', tag: 'Accounts', key: { scope: 'accounts:read', in: ['bearer'] } } as const

const account = {
  account: {
    description: 'Slug or id of the account.',
    schema: z.string(),
    example: 'poliambulatorio-levante',
  },
}
const publishedHeaders = {
  'Cache-Control': 'How long it holds: five minutes at most, and never past the next change.',
  ETag: 'A strong entity tag of this answer.',
}
const noAccount = { 404: { description: 'There is no such account.' } }

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

export const accountOperations: Operation[] = [
  {
    ...reads,
    id: 'listAccounts',
    path: '/api/v1/accounts',
    summary: 'List accounts',
    description:
      'In the order of their slugs, page by page: send the `nextCursor` of a page as `cursor` for the following one, with the same filter.',
    query: accountsQuerySchema,
    answers: {
      200: {
        description: 'A page of accounts.',
        content: {
          [json]: {
            schema: accountListSchema,
            examples: {
              page: { summary: 'The last page', value: { accounts: [levante], nextCursor: null } },
            },
          },
        },
      },
      ...refuses([422, ...keyRefusals], {
        422: {
          description: 'A parameter is not valid, unknown or given twice, or the cursor was changed.',
          errors: [{ pointer: '#/limit', code: 'range', detail: 'It must be at most 100.' }],
        },
      }),
    },
  },
  {
    method: 'post',
    tag: 'Accounts',
    key: { scope: 'accounts:write', in: ['bearer'] },
    id: 'createAccount',
    path: '/api/v1/accounts',
    summary: 'Create an account and invite its first owner',
    description:
      'The invitation goes out by mail at once. It lives 7 days, and dies with the key it was sent by: when that is revoked or expires, invite anew.',
    headers: idempotencyHeader,
    body: {
      [json]: {
        schema: newAccountBodySchema,
        examples: {
          account: {
            summary: 'A clinic',
            value: {
              name: 'Clinica Aurora',
              slug: 'clinica-aurora',
              integrationType: 'healthcare-appointments',
              defaultLanguage: 'it',
              owner: { email: 'giulia@clinica-aurora.example', language: 'it' },
            },
          },
        },
      },
    },
    answers: {
      201: {
        description: 'The account was created, and the invitation is on its way.',
        content: {
          [json]: { schema: accountSchema, examples: { created: { summary: 'Created', value: created } } },
        },
        headers: { Location: 'Where the account is.', ...replayedHeader },
      },
      ...refuses([400, 409, 413, 415, 422, ...keyRefusals], {
        409: {
          description: 'The slug is taken, or the same `Idempotency-Key` is being worked on.',
          errors: [{ pointer: '#/slug', code: 'slug-taken', detail: 'Another account has this short name.' }],
        },
        422: {
          errors: [{ pointer: '#/owner/email', code: 'required', detail: 'It is required.' }],
        },
      }),
    },
  },
  {
    ...reads,
    id: 'getAccount',
    path: '/api/v1/accounts/{account}',
    summary: 'Read an account',
    description: 'Where its integration stands, what its contact information lacks, and until when.',
    parameters: account,
    answers: {
      200: {
        description: 'The account.',
        content: {
          [json]: { schema: accountSchema, examples: { account: { summary: 'Live', value: levante } } },
        },
      },
      ...refuses([404, ...keyRefusals], noAccount),
    },
  },
  {
    ...reads,
    id: 'findRecipients',
    path: '/api/v1/accounts/{account}/contacts',
    summary: 'Ask whom a notice would reach',
    description:
      'Whom a notice of that category, from an event source, would reach right now: the step of the route that would be taken, its addresses, the copies, and the whole way with what bounces.',
    parameters: account,
    query: reachQuerySchema,
    answers: {
      200: {
        description: 'Whom it would reach.',
        content: { [json]: { schema: reachSchema, examples: reachExamples } },
      },
      ...refuses([404, 422, ...keyRefusals], {
        ...noAccount,
        422: {
          description: 'A parameter is missing, not valid, unknown or given twice.',
          errors: [
            {
              pointer: '#/category',
              code: 'value',
              detail:
                'It must be one of: production-alert, emergency, technical, merchant-issue, user-escalation.',
            },
          ],
        },
      }),
    },
  },
  {
    method: 'get',
    tag: 'Accounts',
    key: null,
    id: 'getBrandSupport',
    path: '/api/v1/accounts/{account}/brand-support',
    summary: "Read a brand's support for end users",
    description:
      'Needs no key. What end users may be told: where to write, when somebody is there, whether that is now, and until when. Only of accounts that are live or paused; any other answers as one that is not there. Any page may read it by a script (`Access-Control-Allow-Origin: *`).\n\nA cache may keep it as long as `Cache-Control` says. Ask again with its `ETag` as `If-None-Match`: 304 says that nothing changed.',
    parameters: account,
    answers: {
      200: {
        description: 'The published support.',
        content: { [json]: { schema: brandSupportSchema, examples: brandSupportExamples } },
        headers: publishedHeaders,
      },
      304: { description: 'What `If-None-Match` names is still so. No body.', headers: publishedHeaders },
      ...refuses([404, 503], {
        404: { description: 'No such account publishes its support.' },
      }),
    },
  },
]
