import { createPublicKey, verify } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import {
  anyMessage,
  codeMessage,
  endpointMessage,
  messageTypes,
  openedEndpoint,
} from '#/tests/endpoint-message.ts'
import { webhook, writeBody } from './webhook.ts'

const secrets = webhook.makeSecrets?.() ?? {}
const url = 'https://hooks.example.org/recapito?team=7'

function send(config: Record<string, string> = {}, previousSecrets: string[] = [], at = Date.now()) {
  const endpoint = openedEndpoint('webhook', { url, ...secrets, ...config }, { previousSecrets })
  return webhook.request(endpoint, endpointMessage(), at)
}

const answer = (body: string, status = 200) => ({ status, headers: {}, body })

test('signs so that the library of Standard Webhooks verifies it', () => {
  const { headers, body } = send()
  expect(new Webhook(secrets.secret ?? '').verify(body, headers)).toEqual({
    type: 'notice.opened',
    timestamp: '2025-08-28T21:41:00.801Z',
    data: endpointMessage().data,
  })
  expect(() => new Webhook(secrets.secret ?? '').verify(`${body} `, headers)).toThrow()
})

test('makes secrets of 32 bytes, other ones each time', () => {
  const { secret = '', key } = secrets
  expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32)
  expect(webhook.makeSecrets?.()).not.toMatchObject({ secret })
  expect(webhook.makeSecrets?.()).not.toMatchObject({ key })
})

test('after rotations each valid secret verifies it, and no other', () => {
  const older = [1, 2].map(() => webhook.makeSecrets?.().secret ?? '')
  const { headers, body } = send({}, older)
  for (const secret of [...older, secrets.secret ?? ''])
    expect(new Webhook(secret).verify(body, headers)).toBeTruthy()
  expect(() => new Webhook(webhook.makeSecrets?.().secret ?? '').verify(body, headers)).toThrow('No matching')
})

test('signs with Ed25519 too where chosen, by the key whose public part it shows', () => {
  const config = { ...secrets, asymmetric: 'on' }
  const { headers, body } = send(config)
  const [, signature = ''] = / v1a,(\S+)$/.exec(headers['webhook-signature'] ?? '') ?? []
  const { publicKey = '' } = webhook.publicOf?.(config, '') ?? {}
  expect(publicKey).toMatch(/^whpk_[\w+/]{43}=$/)
  const x = Buffer.from(publicKey.slice(5), 'base64').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const content = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
  expect(verify(null, content, key, Buffer.from(signature, 'base64'))).toBe(true)
  expect(send().headers['webhook-signature']).not.toContain('v1a')
  expect(webhook.publicOf?.(secrets, '')).toEqual({})
})

test('a later try has the same id and body, and its own time', () => {
  const [first, later] = [send({}, undefined, 1_796_000_000_999), send({}, undefined, 1_796_000_300_000)]
  expect(later.body).toBe(first.body)
  expect(later.headers['webhook-id']).toBe(first.headers['webhook-id'])
  expect([first, later].map(({ headers }) => headers['webhook-timestamp'])).toEqual([
    '1796000000',
    '1796000300',
  ])
})

test('has the partner’s own header', () => {
  expect(send({ header: 'Authorization: Bearer a:b' }).headers).toMatchObject({ authorization: 'Bearer a:b' })
  expect(send({ header: 'X-Token:7' }).headers).toMatchObject({ 'x-token': '7' })
  expect(send()).toMatchObject({ url, headers: { 'content-type': 'application/json' } })
})

test('an answer acknowledges where that is switched on, never a drill or a message that asks nothing', () => {
  const yes = answer('{"acknowledged":true,"by":" Pager\\nbot "}')
  const judge = (config: Record<string, string>, body = yes) =>
    messageTypes.filter(
      (type) => 'acknowledgedBy' in webhook.judge(body, openedEndpoint('webhook', config), type),
    )
  expect(judge({})).toEqual([])
  expect(judge({ answers: 'on' })).toEqual(
    ['opened', 'reminded', 'repeated', 'escalated', 'reopened', 'digest']
      .map((name) => `notice.${name}`)
      .concat('test.opened'),
  )
  const said = (body: string) =>
    webhook.judge(answer(body), openedEndpoint('webhook', { answers: 'on' }), 'notice.opened')
  expect(said(yes.body)).toEqual({ is: 'accepted', acknowledgedBy: 'Pager bot' })
  expect(said('{"acknowledged":true}')).toEqual({ is: 'accepted', acknowledgedBy: 'On-call phone' })
  for (const body of [
    '',
    'true',
    '{"acknowledged":"yes"}',
    '{"acknowledged":false}',
    '[{"acknowledged":true}]',
  ])
    expect(said(body)).toEqual({ is: 'accepted' })
  const refused = webhook.judge(
    answer(yes.body, 500),
    openedEndpoint('webhook', { answers: 'on' }),
    'notice.opened',
  )
  expect(refused.is).toBe('retry')
})

test('an answer confirms by its code, not by repeating what it was sent', () => {
  const judge = (body: string, type: 'endpoint.confirm' | 'notice.opened' = 'endpoint.confirm') =>
    webhook.judge(answer(body), openedEndpoint('webhook', {}), type)
  expect(judge('{"code":"20481357"}')).toEqual({ is: 'accepted', code: '20481357' })
  const { body } = webhook.request(openedEndpoint('webhook', { url, ...secrets }), codeMessage(), Date.now())
  expect(JSON.parse(body).data).toEqual(codeMessage().data)
  expect(judge(body)).toEqual({ is: 'accepted' })
  expect(judge('{"code":"20481357"}', 'notice.opened')).toEqual({ is: 'accepted' })
})

test('any message is JSON of at most 20 KB, its addresses whole', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const body = writeBody(message)
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000)
      const { type, data } = JSON.parse(body)
      expect(type).toBe(message.type)
      expect(data.notice?.details?.length ?? 0).toBeLessThanOrEqual(4000)
      for (const { href } of data.notice?.links ?? []) expect(URL.canParse(href)).toBe(true)
      for (const name of ['account', 'url', 'acknowledge', 'total', 'code'] as const)
        expect(data[name], name).toEqual(message.data[name])
    }),
    { numRuns: 60 },
  )
})

test('cuts details at 4,000 characters', () => {
  const notice = { summary: 'Down', details: 'x'.repeat(9000) }
  expect(JSON.parse(writeBody(endpointMessage({ data: { notice } }))).data.notice.details).toHaveLength(4000)
})

test.each([
  [500, 20],
  [1500, 0],
])('loses text before links: of 20 with %i characters it keeps %i', (length, kept) => {
  const link = { href: `https://a.example/${'x'.repeat(length)}`, text: 'Panel' }
  const long = 'x'.repeat(4000)
  const notice = { details: long, meaning: long, remedy: long, links: Array(20).fill(link) }
  const { data } = JSON.parse(writeBody(endpointMessage({ data: { notice } })))
  expect([data.notice.links.length, data.notice.details.length < 4000]).toEqual([kept, true])
})

test.each([
  [100, 50],
  [500, 20],
  [2000, 8],
])('of 80 notices with %i characters each it lists the first %i, with whole addresses', (length, listed) => {
  const url = `https://portal.example/${'p'.repeat(length / 2)}`
  const notices = Array.from({ length: 80 }, () => ({ url, details: 'x'.repeat(length) }))
  const { data } = JSON.parse(writeBody(endpointMessage({ data: { notices, total: 80 } })))
  expect([data.total, data.notices.length]).toEqual([80, listed])
  expect(data.notices.at(-1)).toEqual({ url, details: expect.stringMatching(/^x{99}/) })
})

test('a digest of long addresses keeps its first notice, the account and how many there are', () => {
  const address = `https://grafana.example/${'x'.repeat(1970)}`
  const texts = { summary: address, details: address, meaning: address, remedy: address }
  const known = { account: { id: 'a', slug: 'levante', name: 'Levante' }, total: 30, acknowledge: address }
  for (const length of [9, 30]) {
    const data = { ...known, url: address, notices: Array.from({ length }, () => texts) }
    const body = JSON.parse(writeBody(endpointMessage({ data }))).data
    expect(body).toMatchObject({ ...known, url: address })
    expect(body.notices.length).toBeGreaterThan(0)
  }
})
