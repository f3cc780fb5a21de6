import { describe, expect, test } from 'vitest'
import type { SourceDefaults } from '#/lib/notices/parsing/schema.ts'
import { parseEvents } from './parse-events.ts'

/** What `body` is taken as, and the pointer and code of each warning. */
function read(body: unknown, source: SourceDefaults = {}, headers: Record<string, string> = {}) {
  const sent = { 'content-type': 'application/json', ...headers }
  const parsed = parseEvents({
    headers: new Headers(sent),
    body: Buffer.from(JSON.stringify(body)),
    path: 'any',
    source,
    receivedAt: 0,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return {
    taken: parsed.events.map(({ category, environment }) => `${category} ${environment}`),
    warnings: parsed.warnings.map(({ pointer, code }) => `${pointer} ${code}`),
    details: parsed.warnings.map(({ detail }) => detail),
  }
}

const named = { account: 'aurora', summary: 'Down', category: 'technical' }
const alert = (labels: object) => ({
  version: '4',
  groupKey: 'g',
  alerts: [
    {
      status: 'firing',
      labels: { account: 'aurora', ...labels },
      startsAt: '2026-01-01T00:00:00Z',
      fingerprint: 'f',
    },
  ],
})
const pagerduty = (payload: object, top: object = {}) => ({
  routing_key: 'k'.repeat(32),
  event_action: 'trigger',
  payload: { summary: 'Down', source: 's', severity: 'error', ...payload },
  ...top,
})
const cloud = { 'content-type': 'application/cloudevents+json' }
const event = (given: object = {}, data: object = {}) => ({
  ...{ specversion: '1.0', id: '1', source: '/s', type: 'a.technical', subject: 'aurora' },
  ...given,
  data: { summary: 'Down', ...data },
})

describe('a name of an environment', () => {
  test.each(['sandbox', 'Staging ', 'test', 'dev'])(
    '%j is Sandbox unless the source says otherwise',
    (environment) => {
      expect(read(alert({ environment }))).toMatchObject({
        taken: ['production-alert sandbox'],
        warnings: [],
      })
    },
  )

  test.each([undefined, '', 'production', 'Prod'])('%j is Production without a warning', (environment) => {
    expect(read(alert({ environment: environment ?? ' ' }))).toMatchObject({ warnings: [] })
    expect(read(pagerduty({ custom_details: { environment } }))).toMatchObject({ warnings: [] })
    expect(read(event({}, { environment }), {}, cloud)).toMatchObject({
      taken: ['technical production'],
      warnings: [],
    })
  })

  const code = 'unknown-environment'
  test.each([
    [alert({ environment: 'qa' }), `/alerts/0/labels/environment ${code}`, {}],
    [alert({ env: 'qa' }), `/alerts/0/labels/env ${code}`, {}],
    [pagerduty({ custom_details: { environment: 'qa' } }), `/payload/custom_details/environment ${code}`, {}],
    [event({}, { environment: 'qa' }), `/data/environment ${code}`, cloud],
    [event({}, { environment: 7 }), `/data/environment ${code}`, cloud],
  ])('that is not known is Production with a warning', (body, warning, headers) => {
    const { taken, warnings, details } = read(body, {}, headers)
    expect(taken[0]).toMatch(/ production$/)
    expect(warnings).toEqual([warning])
    expect(details[0]).toContain('sandbox, staging, test, dev')
  })

  test('is Sandbox only if the source’s settings list it', () => {
    const source = { sandboxNames: ['qa'] }
    expect(read(alert({ environment: 'QA' }), source)).toMatchObject({
      taken: ['production-alert sandbox'],
      warnings: [],
    })
    expect(read(alert({ environment: 'staging' }), source)).toMatchObject({
      taken: ['production-alert production'],
      warnings: [`/alerts/0/labels/environment ${code}`],
    })
  })

  test('in the native format is refused if unknown', () => {
    expect(() => read({ ...named, environment: 'qa' }, { sandboxNames: ['qa'] })).toThrow('/environment')
  })
})

describe('a category that does not exist', () => {
  const code = 'unknown-category'
  test.each([
    [alert({ category: 'tehnical' }), `/alerts/0/labels/category ${code}`, {}],
    [pagerduty({ class: 'cpu' }), `/payload/class ${code}`, {}],
    [event({ type: 'a.b', category: 'tehnical' }), `/category ${code}`, cloud],
    [event({ type: 'a.tehnical' }), `/type ${code}`, cloud],
  ])('is taken as a production alert with a warning', (body, warning, headers) => {
    const { taken, warnings, details } = read(body, {}, headers)
    expect(taken).toEqual(['production-alert production'])
    expect(warnings).toEqual([warning])
    expect(details[0]).toContain('treated as production-alert')
  })

  test('is reported with the category chosen by severity or default', () => {
    expect(read(alert({ category: 'tehnical', severity: 'critical' }))).toMatchObject({
      taken: ['emergency production'],
      details: [expect.stringContaining('emergency')],
    })
    expect(read(event({ type: 'a.b' }), { defaultCategory: 'technical' }, cloud).warnings).toEqual([])
  })
})

describe('a member that does not exist', () => {
  const code = 'unknown-member'
  test.each([
    [{ ...named, sumary: 'x' }, [`/sumary ${code}`], {}],
    [[named, { ...named, sumary: 'x', remidy: 'y' }], [`/1/sumary ${code}`, `/1/remidy ${code}`], {}],
    [pagerduty({ sumary: 'x' }, { dedupkey: 'y' }), [`/dedupkey ${code}`, `/payload/sumary ${code}`], {}],
    [event({ extension: 'x' }, { sumary: 'x' }), [`/data/sumary ${code}`], cloud],
  ])('is named', (body, warnings, headers) => expect(read(body, {}, headers).warnings).toEqual(warnings))

  test('of a binary CloudEvent is reported by its header or its path in the data', () => {
    const headers = {
      'ce-specversion': '1.0',
      'ce-id': '1',
      'ce-source': '/s',
      'ce-type': 'a.b',
      'ce-subject': 'aurora',
    }
    const { warnings, details } = read({ summary: 'Down', sumary: 'x' }, {}, headers)
    expect(warnings).toEqual([' unknown-category', `/sumary ${code}`])
    expect(details[0]).toMatch(/^Header ce-type: /)
  })

  test('never repeats the key of a PagerDuty event', () => {
    expect(JSON.stringify(read(pagerduty({}, { ['k'.repeat(32)]: 1 })))).not.toContain('k'.repeat(32))
  })
})
