import { expect, test } from 'vitest'
import { buildDocument } from './document.ts'
import { listShapes } from './fields.ts'
import { operations } from './operations.ts'

const { paths, components } = buildDocument(operations, 'https://portal.example')
const bodyOf = (path: string, type = 'application/json') =>
  listShapes(paths[path]?.post?.requestBody?.content[type]?.schema ?? {}, components.schemas)
const answerOf = (path: string, status: string) =>
  listShapes(
    paths[path]?.get?.responses[status]?.content?.['application/json']?.schema ?? {},
    components.schemas,
  )

test('lists the shapes of a body', () => {
  expect(bodyOf('/api/v1/events').map(({ name }) => name)).toEqual([
    'Event',
    'AlertmanagerNotification',
    'PagerdutyEvent: event_action trigger',
    'PagerdutyEvent: event_action acknowledge, resolve',
  ])
  expect(
    bodyOf('/api/v1/events/cloudevents', 'application/cloudevents-batch+json').map(({ name }) => name),
  ).toEqual(['CloudEvent'])
})

test('lists fields with nested ones', () => {
  const [event] = bodyOf('/api/v1/events')
  expect(event?.fields.find(({ path }) => path === 'severity')).toEqual({
    path: 'severity',
    type: 'string',
    required: false,
    description: 'Defaults to error.',
    values: ['critical', 'error', 'warning', 'info'],
  })
  expect(event?.fields.filter(({ required }) => required).map(({ path }) => path)).toEqual([
    'account',
    'links[].href',
  ])
  const [account] = bodyOf('/api/v1/accounts')
  expect(account?.fields.find(({ path }) => path === 'owner.email')).toMatchObject({
    type: 'email',
    required: true,
  })
})

test('lists the fields of an answer and which can be null', () => {
  const [notice] = answerOf('/api/v1/notices/{notice}', '200')
  const typeOf = (path: string) => notice?.fields.find((field) => field.path === path)?.type
  expect(typeOf('account')).toBe('object or null')
  expect(typeOf('account.slug')).toBe('string')
  expect(typeOf('dueAt')).toBe('date-time or null')
  expect(typeOf('escalatesAt')).toBe('date-time or null')
  expect(typeOf('deliveries')).toBe('list of object')
  expect(typeOf('deliveries[].history[].at')).toBe('date-time')
  expect(typeOf('wouldReach[].addresses')).toBe('list of string')
  expect(notice?.fields.find(({ path }) => path === 'silence')?.values).toEqual(['sandbox', 'paused'])
})

test('lists no shape for a value without fields', () => {
  expect(listShapes({ type: 'string' }, {})).toEqual([])
})
