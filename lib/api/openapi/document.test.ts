import { globSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { createChecker, findOperation, listOperations } from '#/tests/openapi.ts'
import { buildDocument } from './document.ts'
import { operations } from './operations.ts'

const document = buildDocument(operations, 'https://portal.example')
const described = listOperations(document)
const check = createChecker(document)

test('the document is OpenAPI 3.1', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)))
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

test('says whom to ask, at an address of the installation', () => {
  expect(document.info.contact).toEqual({ name: 'How to get help', url: 'https://portal.example/help' })
})

test('describes every path of the API and nothing else', () => {
  const routes = globSync('{v1/**/,metrics/}route.ts', { cwd: 'app/api' })
    .map((file) => `/api/${file.slice(0, -'/route.ts'.length)}`)
    .filter((route) => !route.includes('[[...'))
    .map((route) => route.replace(/\[(\w+)\]/g, '{$1}'))
  expect(Object.keys(document.paths).sort()).toEqual(routes.sort())
})

test('describes each method of a route and nothing else', async () => {
  for (const path of Object.keys(document.paths)) {
    const file = `#/app${path.replace(/\{(\w+)\}/g, '[$1]')}/route.ts`
    const route: Record<string, (request: Request, context: unknown) => Promise<Response>> = await import(
      /* @vite-ignore */ file
    )
    const trace = new Request('https://portal.example', { method: 'OPTIONS' })
    const refused = await route.OPTIONS?.(trace, { params: Promise.resolve({}) })
    const allowed = refused?.headers.get('allow')?.split(', ') ?? []
    const known = Object.keys(document.paths[path] ?? {}).map((method) => method.toUpperCase())
    expect(allowed.filter((method) => method !== 'HEAD' && method !== 'OPTIONS').sort(), path).toEqual(
      known.sort(),
    )
  }
})

test('describes the parameters of its paths', () => {
  for (const { path, operation } of described) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const known = (operation.parameters ?? []).filter((each) => each.in === 'path')
    expect(
      known.map(({ name }) => name),
      path,
    ).toEqual(inPath)
    expect(known.every(({ required }) => required)).toBe(true)
  }
})

describe('examples of the document', () => {
  for (const { operation } of described) {
    const contents = [
      { of: 'body', content: operation.requestBody?.content ?? {} },
      ...Object.entries(operation.responses).map(([of, answer]) => ({ of, content: answer.content ?? {} })),
    ]
    test(operation.operationId, () => {
      for (const { of, content } of contents) {
        for (const [type, { schema, examples }] of Object.entries(content)) {
          expect(Object.keys(examples), `${of} ${type}`).not.toEqual([])
          for (const [name, { value }] of Object.entries(examples))
            expect(check(schema, value), `${of} ${type} ${name}`).toBe('')
        }
      }
    })
  }

  test('match in named schemas and their fields too', () => {
    const checked: string[] = []
    const walk = (schema: unknown, at: string) => {
      if (typeof schema !== 'object' || schema === null) return
      if ('examples' in schema && Array.isArray(schema.examples)) {
        for (const value of schema.examples) expect(check(schema, value), at).toBe('')
        checked.push(at)
      }
      for (const [name, inner] of Object.entries(schema))
        if (name !== 'examples') walk(inner, `${at}/${name}`)
    }
    walk(document.components.schemas, '')
    expect(checked).toContain('/Event')
    expect(checked.length).toBeGreaterThan(8)
  })

  test('fail the check when they are wrong', () => {
    const { schema } =
      findOperation(described, 'sendEvents').operation.requestBody?.content['application/json'] ?? {}
    expect(check(schema, { account: 5 })).not.toBe('')
    expect(check({ $ref: '#/components/schemas/Account' }, {})).toContain('slug')
  })
})

test('operations keep their ids and document their key', () => {
  const bearer = (scope: string) => [{ bearer: [scope] }]
  expect(
    Object.fromEntries(described.map(({ operation }) => [operation.operationId, operation.security])),
  ).toEqual({
    sendEvents: [{ bearer: ['events:write'] }, {}],
    sendAlertmanagerNotification: bearer('events:write'),
    sendPagerdutyEvent: [{}],
    sendPagerdutyEventV2: [{}],
    sendCloudEvents: bearer('events:write'),
    listAccounts: bearer('accounts:read'),
    createAccount: bearer('accounts:write'),
    getAccount: bearer('accounts:read'),
    findRecipients: bearer('accounts:read'),
    getBrandSupport: [],
    getNotice: bearer('notices:read'),
    acknowledgeByLink: [],
    receivePagerdutyWebhook: [],
    reportBounce: [{ bearer: ['bounces:write'] }, { basic: ['bounces:write'] }],
    getMetrics: bearer('metrics:read'),
    getDescription: [],
  })
})

test('every error is a problem document except for PagerDuty, with Retry-After where it helps', () => {
  for (const { operation } of described) {
    for (const [status, answer] of Object.entries(operation.responses)) {
      if (Number(status) < 400) continue
      const types = Object.keys(answer.content ?? {})
      const own = operation.operationId.startsWith('sendPagerdutyEvent')
        ? 'application/json'
        : 'application/problem+json'
      expect(types, `${operation.operationId} ${status}`).toContain(own)
      const waits = status === '429' || status === '503'
      expect(Object.keys(answer.headers ?? {}).includes('Retry-After')).toBe(waits)
    }
  }
})

test('Alertmanager’s senders never get 429, which they do not retry', () => {
  const { operation } = findOperation(described, 'sendAlertmanagerNotification')
  expect(Object.keys(operation.responses)).not.toContain('429')
  expect(operation.description).toContain('After a 4xx, senders wait for their next `group_interval`')
})
