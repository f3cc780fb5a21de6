import { z } from 'zod'
import { env } from '#/env.ts'
import { createAccount, getAccount, getBrandSupport, listAccounts } from '#/lib/api/accounts/operations.ts'
import {
  sendAlertmanagerNotification,
  sendCloudEvents,
  sendEvents,
  sendPagerdutyEvent,
  sendPagerdutyEventV2,
} from '#/lib/api/events/operations.ts'
import { metricsOperation } from '#/lib/api/http/get-metrics.ts'
import { inJson, type Operation, operation } from '#/lib/api/http/operation.ts'
import { acknowledgeByLink, receivePagerdutyWebhook } from '#/lib/api/notices/answer-operations.ts'
import { findRecipients, getNotice, reportBounce } from '#/lib/api/notices/operations.ts'
import { buildDocument, type Document } from './document.ts'

export const getDescription = operation({
  id: 'getDescription',
  method: 'get',
  path: '/api/v1/openapi.json',
  tag: 'Description',
  summary: 'Read the API description',
  description: 'The API in OpenAPI 3.1, generated from the schemas that validate requests. No key required.',
  key: null,
  responses: {
    200: inJson('The description.', z.looseObject({ openapi: z.string() }), {
      description: { summary: 'Its first line', value: { openapi: '3.1.1' } },
    }),
  },
})

/** Every operation in the order of the document. A test compares them with the routes of `app/`. */
export const operations: readonly Operation[] = [
  sendEvents,
  sendAlertmanagerNotification,
  sendPagerdutyEvent,
  sendPagerdutyEventV2,
  sendCloudEvents,
  listAccounts,
  createAccount,
  getAccount,
  findRecipients,
  getBrandSupport,
  getNotice,
  acknowledgeByLink,
  receivePagerdutyWebhook,
  reportBounce,
  metricsOperation,
  getDescription,
]

let built: Document | undefined

/** This installation's API description, built once. */
export function currentDocument(): Document {
  built ??= buildDocument(operations, env.APP_URL)
  return built
}
