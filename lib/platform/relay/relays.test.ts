import { describe, expect, it, onTestFinished } from 'vitest'
import type { MailLane } from '#/db/words/mail.ts'
import { env } from '#/env.ts'
import type { Attempt } from '#/lib/platform/outbox/transport.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { readCertificate } from '#/tests/certificates.ts'
import { eventually } from '#/tests/eventually.ts'
import { findPort } from '#/tests/port.ts'
import { recordLog } from '#/tests/recorded-log.ts'
import { startRelay } from '#/tests/relay.ts'
import type { RelayManners, TestRelay } from '#/tests/relay-server.ts'
import type { Message } from './compose.ts'
import type { ServerFault } from './faults.ts'
import { helloName, Relays } from './relays.ts'
import type { RelayTiming } from './timing.ts'

const message: Message = {
  id: '019aaaaa-0000-7000-8000-000000000001',
  to: 'a@b.example',
  locale: 'en',
  from: 'Actions Desk',
  subject: 'Feed error rate 23%',
  text: 'Feed error rate 23%\n',
  html: '<p>Feed error rate 23%</p>\n',
  calendar: null,
  receipt: false,
}
const never = new AbortController().signal
const steps = ['connect', 'hello', 'auth', 'mail', 'recipient', 'body', 'data'] as const

describe.each([true, false])('a refusal (pipelining: %s)', (pipelining) => {
  it.each([
    ['connect', [554, 421], 'connect'],
    ['hello', [502, 421], 'connect'],
    ['auth', [535, 454], 'sign-in'],
    ['mail', [550, 451, 421], 'sender'],
    ['recipient', [550, 450, 421], null],
    ['body', [554, 451], 'message'],
    ['data', [554, 451, 421], 'message'],
  ] as const)('at %s with one of %j is reported as of %s if permanent', async (step, codes, stage) => {
    for (const code of codes) {
      const relay = await startRelay({ pipelining, password: 'secret', [step]: () => code })
      const { send, faults } = trying({}, signedIn(relay))
      const verdict = step === 'recipient' && code >= 500 ? 'failed' : 'retry'
      expect(await send()).toMatchObject({ verdict, error: expect.stringContaining(String(code)) })
      expect(faults.map((fault) => fault.stage)).toEqual(stage && code >= 500 ? [stage] : [])
    }
  })

  it.each(steps)('by closing the connection at %s is retried', async (step) => {
    const relay = await startRelay({ pipelining, password: 'secret', [step]: () => 'drop' as const })
    const { send, faults } = trying({}, signedIn(relay))
    expect(await send()).toMatchObject({ verdict: 'retry' })
    expect(faults).toEqual([])
  })
})

describe('a server that never finishes', () => {
  it.each(steps.flatMap((step) => [[step, 'stall'] as const, [step, 'drip'] as const]))(
    'at %s (%s) is abandoned, and the mail retried',
    async (step, how) => {
      const relay = await startRelay({ password: 'secret', [step]: () => how })
      const { send } = trying({ delivery: 200 }, signedIn(relay))
      expect(await send()).toMatchObject({ verdict: 'retry' })
    },
  )

  it('in its greeting is abandoned sooner', async () => {
    const { send } = trying({ greeting: 100 }, await startRelay({ connect: () => 'stall' }))
    expect(await send()).toMatchObject({ verdict: 'retry', error: 'CONN Greeting never received' })
  })
})

describe('a server’s answer', () => {
  it('is stored as one short line without control characters', async () => {
    const odd = '550 5.1.1 \u0000\u001b[31mno\u0007 \u202euser \ud83d'
    const relay = await startRelay({ recipient: () => `${odd}${'x'.repeat(5000)}` })
    const outcome = errorOf(await trying({}, relay).send())
    expect(outcome.verdict).toBe('failed')
    expect(outcome.error).toMatch(/^RCPT TO 550 5\.1\.1 {1,2}\[31mno /)
    expect(outcome.error).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u)
    expect(outcome.error.length).toBeLessThanOrEqual(500)
    expect(outcome.reason).toBe('RCPT TO 550')
  })

  it('with many lines is classified by its code', async () => {
    const lines = ['550-5.1.1 There is', '550-5.1.1 no such', '550 5.1.1 user']
    const relay = await startRelay({ recipient: () => lines.join('\r\n') })
    const outcome = { verdict: 'failed', error: `RCPT TO ${lines.join(' ')}` }
    expect(await trying({}, relay).send()).toMatchObject(outcome)
  })

  it.each([
    ['in one line', `550 ${'x'.repeat(3_000_000)}`],
    ['in many lines', '550-no\r\n'.repeat(300_000)],
  ])('without end %s closes the connection', async (_what, reply) => {
    const outcome = errorOf(await trying({}, await startRelay({ recipient: () => reply })).send())
    expect(outcome.verdict).toBe('retry')
    expect(outcome.error).toContain('exceeds maximum allowed size')
  })

  const noReplies = ['', '\r\n\r\n', 'hello', '999 what', '\u0000\u0000\u0000']
  it.each(noReplies)('that is not a reply (%j) is retried', async (reply) => {
    const relay = await startRelay({ recipient: () => reply })
    expect(await trying({ delivery: 300 }, relay).send()).toMatchObject({ verdict: 'retry' })
  })
})

describe('encryption', () => {
  const trust = (relay: TestRelay, certificate: string) => ({
    url: `${relay.url}/?tls.ca=${encodeURIComponent(readCertificate(certificate))}`,
  })

  it('is used if the server offers it', async () => {
    const relay = await startRelay({ certificate: 'trusted', password: 'secret' })
    const { send } = trying({}, signedIn(trust(relay, 'trusted')))
    expect(await send()).toEqual({ verdict: 'accepted' })
  })

  it.each([
    ['is expired', 'expired', 'expired'],
    ['is another name’s', 'other-name', 'other-name'],
    ['nobody vouches for', 'trusted', 'other-name'],
  ] as const)(
    'by a certificate that %s is refused, and staff are notified',
    async (_, certificate, trusted) => {
      const relay = await startRelay({ certificate, password: 'secret' })
      const { send, faults } = trying({}, signedIn(trust(relay, trusted)))
      expect(await send()).toMatchObject({ verdict: 'retry' })
      expect(faults).toMatchObject([{ stage: 'certificate' }])
      expect(relay.received).toEqual([])
    },
  )

  it.each([
    ['refused', () => 454],
    ['agreed to and then not done', () => '220 go on'],
    ['broken off', () => 'drop'],
  ] satisfies [string, RelayManners['startTls']][])(
    'stays required if offered and %s',
    async (_, startTls) => {
      const relay = await startRelay({ certificate: 'trusted', startTls })
      const { send } = trying({ greeting: 300 }, trust(relay, 'trusted'))
      expect(await send()).toMatchObject({ verdict: 'retry' })
      expect(relay.received).toEqual([])
    },
  )

  it('is required from the start with smtps', async () => {
    const relay = await startRelay()
    const { send } = trying({ greeting: 300 }, { url: relay.url.replace('smtp:', 'smtps:') })
    expect(await send()).toMatchObject({ verdict: 'retry' })
    expect(relay.received).toEqual([])
  })
})

describe('several relays', () => {
  it('try a mail in order until one accepts', async () => {
    const good = await startRelay()
    const [silent, busy] = [
      await startRelay({ connect: () => 'stall' }),
      await startRelay({ recipient: () => 450 }),
    ]
    const { send } = trying(
      { greeting: 1000 },
      { url: `smtp://127.0.0.1:${await findPort()}` },
      silent,
      busy,
      good,
    )
    expect(await send()).toEqual({ verdict: 'accepted' })
    expect(good.received.map(({ messageId }) => messageId)).toEqual([`<${message.id}@desk.example>`])
  })

  it('do not retry an address that one refused', async () => {
    const next = await startRelay()
    const { send } = trying({}, await startRelay({ recipient: () => 550 }), next)
    expect(await send()).toMatchObject({ verdict: 'failed' })
    expect(next.connections).toBe(0)
  })

  it('return the last error if all refuse, and report each', async () => {
    const [shut, picky] = [await startRelay({ connect: () => 554 }), await startRelay({ mail: () => 550 })]
    const { send, faults } = trying({}, shut, picky)
    expect(await send()).toMatchObject({ verdict: 'retry', error: 'MAIL FROM 550 No.' })
    expect(new Set(faults.map(({ stage }) => stage))).toEqual(new Set(['connect', 'sender']))
  })

  it('skip a failed server until a probe without mail succeeds', async () => {
    const bad = await startRelay({ connect: () => 421 })
    const good = await startRelay()
    const { send, worked } = trying({ rest: 50 }, bad, good)
    await send()
    const after = bad.connections
    await send()
    expect(good.received).toHaveLength(2)
    await eventually(() => expect(bad.connections).toBeGreaterThan(after + 1))
    delete bad.manners.connect
    await eventually(async () => {
      await send('urgent')
      expect(bad.received.length).toBeGreaterThan(0)
    })
    expect(worked.at(-1)).toBe(new URL(bad.url).host)
  })
})

describe('a server that cannot be used', () => {
  it('is not one that drops the connection at a certain mail', async () => {
    const relay = await startRelay({ data: () => 'drop' })
    const { send } = trying({}, relay)
    await send()
    await eventually(() => expect(relay.connections).toBe(2))
    delete relay.manners.data
    expect(await send()).toEqual({ verdict: 'accepted' })
  })

  it('is probed repeatedly without more log lines, and used once it works', async () => {
    const lines = recordLog()
    const relay = await startRelay({ connect: () => 421 })
    const { send, recovered } = trying({ rest: 20 }, relay)
    await send()
    await eventually(() => expect(relay.connections).toBeGreaterThan(3))
    expect(await send()).toMatchObject({ verdict: 'retry', error: 'CONN 421 No.', ofTransport: true })
    expect(lines).toHaveLength(1)
    expect(recovered()).toBe(0)
    delete relay.manners.connect
    await eventually(() => expect(recovered()).toBe(1))
    expect(await send()).toEqual({ verdict: 'accepted' })
  })

  it('reports one recovery, however often it fails and recovers at short intervals', async () => {
    const relay = await startRelay({ connect: () => 421 })
    const { send, recovered } = trying({ rest: 20, recovery: minute }, relay)
    for (let n = 0; n < 3; n++) {
      relay.manners.connect = () => 421
      relay.manners.mail = () => 421
      const before = relay.connections
      await send()
      await eventually(() => expect(relay.connections).toBeGreaterThan(before + 2))
      delete relay.manners.connect
      delete relay.manners.mail
      await eventually(async () => expect(await send()).toEqual({ verdict: 'accepted' }))
    }
    expect(recovered()).toBe(1)
  })

  it('is reported for permanent refusals only when probed', async () => {
    const relay = await startRelay({ connect: () => 421 })
    const { send, faults } = trying({ rest: 20 }, relay)
    await send()
    expect(faults).toEqual([])
    relay.manners.connect = () => 554
    await eventually(() => expect(faults[0]?.stage).toBe('connect'))
  })

  it('is probed again if it never answers', async () => {
    const relay = await startRelay({ connect: () => 421 })
    const { send } = trying({ rest: 20, delivery: 50 }, relay)
    await send()
    relay.manners.connect = () => 'drip'
    const before = relay.connections
    await eventually(() => expect(relay.connections).toBeGreaterThan(before + 2))
  })
})

describe('our name', () => {
  it.each([
    ['https://portal.example.com:8443', 'portal.example.com'],
    ['http://192.0.2.7:3000', '[192.0.2.7]'],
    ['http://[2001:db8::1]', '[IPv6:2001:db8::1]'],
  ])('at %s is %s', (url, name) => expect(helloName(url)).toBe(name))

  it('reaches the mail server', async () => {
    const names: string[] = []
    await trying({}, await startRelay({ hello: (name) => void names.push(name) })).send()
    expect(names).toEqual([helloName(env.APP_URL)])
  })
})

describe('a connection', () => {
  it('is reused, even after a refusal', async () => {
    const relay = await startRelay({ recipient: (to) => (to === 'gone@b.example' ? 550 : undefined) })
    const { send } = trying({}, relay)
    for (const to of ['a@b.example', 'gone@b.example', 'c@b.example'])
      await send('ordinary', { ...message, to })
    expect(relay.received).toHaveLength(2)
    expect(relay.connections).toBe(1)
  })

  it('is reopened if the server has closed it', async () => {
    const relay = await startRelay()
    const { send } = trying({}, relay)
    await send()
    relay.manners.mail = () => {
      delete relay.manners.mail
      return 'drop'
    }
    expect(await send()).toEqual({ verdict: 'accepted' })
    expect(relay.connections).toBe(2)
  })
})

it('stopping aborts running mail', async () => {
  const stop = new AbortController()
  const relay = await startRelay({
    data: () => {
      stop.abort()
      return 'stall'
    },
  })
  expect(await trying({}, relay).send('ordinary', message, stop.signal)).toEqual({ verdict: 'stopped' })
})

describe('probing each server once', () => {
  it('logs which servers work, and why another does not', async () => {
    const lines = recordLog()
    const [relay, refusing] = [await startRelay(), await startRelay({ connect: () => 554 })]
    const { tryOnce, outages } = trying({}, refusing, relay)
    await tryOnce()
    const said = lines.map((line) => JSON.parse(line))
    expect(said.sort((one, other) => one.level - other.level)).toMatchObject([
      { msg: 'mail server is available', relay: new URL(relay.url).host },
      {
        msg: 'mail server is unavailable',
        relay: new URL(refusing.url).host,
        reason: expect.stringMatching(/554$/),
      },
    ])
    expect(outages).not.toContain(true)
    expect(relay.received).toEqual([])
  })

  it('logs the code of a self-signed certificate and the remedies; the server works unencrypted', async () => {
    const lines = recordLog()
    const relay = await startRelay({ certificate: 'trusted' })
    const { tryOnce, outages } = trying({}, relay)
    await tryOnce()
    expect(outages).toEqual([true])
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        msg: 'mail server is unavailable',
        reason: 'CONN DEPTH_ZERO_SELF_SIGNED_CERT',
        remedy: expect.stringMatching(/NODE_EXTRA_CA_CERTS.*ignoreTLS=true/),
      },
    ])
    const unencrypted = trying({}, { url: `${relay.url}?ignoreTLS=true` })
    await unencrypted.tryOnce()
    expect(unencrypted.outages).toEqual([false])
    expect(await unencrypted.send()).toEqual({ verdict: 'accepted' })
  })

  it('reports an outage once no server works, and its end', async () => {
    recordLog()
    const relay = await startRelay({ connect: () => 421 })
    const { tryOnce, outages } = trying({ rest: 20 }, relay)
    await tryOnce()
    expect(outages).toEqual([true])
    delete relay.manners.connect
    await eventually(() => expect(outages.at(-1)).toBe(false))
  })
})

const patient = {
  ...{ connect: minute, greeting: minute, socket: minute, delivery: minute },
  ...{ rest: minute, recovery: 0 },
}

/** Relays for the running test. */
function trying(timing: Partial<RelayTiming>, ...relays: Pick<TestRelay, 'url'>[]) {
  const faults: ServerFault[] = []
  const worked: string[] = []
  const outages: boolean[] = []
  let recovered = 0
  const pool = new Relays(
    relays.map(({ url }) => url),
    {
      senderAddress: 'portal@desk.example',
      timing: { ...patient, ...timing },
      connections: () => 1,
      hasFault: (fault) => faults.push(fault),
      works: (server) => worked.push(server),
      onOutage: (isDown) => outages.push(isDown),
      hasRecovered: () => recovered++,
    },
  )
  onTestFinished(() => pool.close())
  const send = (lane: MailLane = 'ordinary', mail = message, stopped = never) =>
    pool.send(mail, lane, stopped)
  return { send, tryOnce: () => pool.tryOnce(), outages, faults, worked, recovered: () => recovered }
}

function signedIn({ url }: Pick<TestRelay, 'url'>) {
  return { url: url.replace('//', '//recapito:secret@') }
}

function errorOf(outcome: Attempt) {
  if (!('error' in outcome)) throw new Error(outcome.verdict)
  return outcome
}
