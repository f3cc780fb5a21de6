import { Resolver } from 'node:dns/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startIdentityProvider } from '#/e2e/identity-provider.ts'
import { moveClock, second } from '#/lib/platform/values/clock.ts'
import { resolveFrom, type Zone } from '#/tests/dns-server.ts'
import { newTestFolder } from '#/tests/folder.ts'
import { findPort } from '#/tests/port.ts'
import { startRelay } from '#/tests/relay.ts'
import { serve } from '#/tests/serve.ts'
import { fillDisk, mountSmallDisk } from '#/tests/small-disk.ts'
import { ask } from './ask.ts'
import { judgeClock } from './clock.ts'
import { checkEnvironment, listHalfProviders } from './environment.ts'
import { broken, type Finding, ok, runCheck } from './finding.ts'
import { checkRelay } from './mail.ts'
import { checkReturnPath, checkSender } from './names.ts'
import { checkProvider } from './sign-in.ts'
import { checkDisk, judgeDisk } from './store.ts'

const brief = ({ is, says }: Finding) => `${is}: ${says}`

const production = {
  APP_URL: 'https://portal.example.com',
  AUTH_SECRET: 'x'.repeat(32),
  SMTP_URL: 'smtp://mail.example.com',
  MAIL_FROM: 'portal@example.com',
}

test.each<[string, Record<string, string | undefined>, string[]]>([
  ['complete', {}, ['ok: A server can start with it.']],
  [
    'without required variables',
    { AUTH_SECRET: '', MAIL_FROM: '' },
    ['broken: AUTH_SECRET is missing.', 'broken: MAIL_FROM is missing.'],
  ],
  [
    'without https',
    { APP_URL: 'http://portal.example.com', STAFF_PASSKEYS: 'optional' },
    ['look at this: APP_URL is http:'],
  ],
  ['of a demo', { RECAPITO_MODE: 'demo' }, ['look at this: RECAPITO_MODE=demo is for trying Recapito out.']],
])('judges an environment %s', (_, changes, expected) => {
  const found = checkEnvironment({ ...production, NODE_ENV: 'test', ...changes }).map(brief)
  expect(found).toEqual(
    expected.map((start) => expect.stringMatching(new RegExp(`^${RegExp.escape(start)}`))),
  )
})

test('names the missing variables of a provider', () => {
  expect(listHalfProviders({ OIDC_ISSUER: 'https://login.example.com' }).map(brief)).toEqual([
    'look at this: OIDC_ISSUER is set without OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: it has no button.',
  ])
  expect(listHalfProviders({})).toEqual([])
})

test('a relay that encrypts and knows the password is ok', async () => {
  const relay = await startRelay({ password: 'right-password' })
  expect(await checkRelay(signedIn(relay.url, 'right-password'))).toEqual(
    ok(`${new URL(relay.url).host} lets Recapito in.`),
  )
  expect(relay.received).toEqual([])
})

const signedIn = (url: string, password: string) => url.replace('//', `//recapito:${password}@`)

test('a wrong password, an unknown certificate and a closed port are broken, and no password is printed', async () => {
  const relay = await startRelay({ password: 'right-password' })
  const said = [
    await checkRelay(signedIn(relay.url, 'wrong-password')),
    await checkRelay((await startRelay({ certificate: 'trusted' })).url),
    await checkRelay(signedIn(`smtp://127.0.0.1:${await findPort()}`, 'wrong-password')),
    await checkRelay(relay.url.replace('smtp:', 'smtps:')),
  ].map(brief)
  expect(said).toEqual([
    expect.stringMatching(/^broken: .* 535 .*Correct the user and password in SMTP_URL/),
    expect.stringMatching(/^broken: .*certificate.*NODE_EXTRA_CA_CERTS/),
    expect.stringMatching(/^broken: .*ECONNREFUSED.*When mail stops/),
    expect.stringMatching(/^broken: .*Use smtps:\/\/ for port 465/),
  ])
  expect(said.join()).not.toMatch(/password@|wrong-password/)
})

test('a relay of another machine without TLS works, and is worth a look', async () => {
  const relay = await startRelay()
  // The same machine under a name that does not say so.
  const url = relay.url.replace('127.0.0.1', '0.0.0.0')
  expect(brief(await checkRelay(url))).toMatch(/^look at this: .* works without TLS/)
  expect(brief(await checkRelay(`${url}?ignoreTLS=true`))).toMatch(/^look at this: .* works without TLS/)
})

const bounce = 'b+{id}@bounces.example.com'
test.each<[string, string, Zone]>([
  [
    'a mail server',
    'ok: mail.example.com receives the bounces',
    { 'bounces.example.com': { mx: ['mail.example.com'] } },
  ],
  ['no record at all', 'broken: bounces.example.com has no MX record, so no bounce arrives', {}],
  [
    'a null MX',
    'broken: bounces.example.com says that it receives no email',
    { 'bounces.example.com': { mx: ['.'] } },
  ],
  [
    'an address alone',
    'look at this: bounces.example.com has no MX record: bounces go to 192.0.2.1',
    { 'bounces.example.com': { a: '192.0.2.1' } },
  ],
])('a return path with %s', async (_, expected, zone) => {
  const found = brief(await checkReturnPath(bounce, 'https://portal.example.com', await resolveFrom(zone)))
  expect(found.slice(0, expected.length)).toBe(expected)
})

test('a return path at this host is ok, and none is worth a look', async () => {
  const names = await resolveFrom({ 'bounces.example.com': { a: '192.0.2.1' } })
  expect(await checkReturnPath(bounce, 'https://bounces.example.com', names)).toMatchObject({ is: 'ok' })
  expect(await checkReturnPath(undefined, 'https://a.example.com', names)).toMatchObject({
    is: 'look at this',
  })
})

test.each<[string, string, Zone]>([
  [
    'both',
    'ok: bounces.example.com has SPF, desk.example.com has DMARC.',
    {
      'bounces.example.com': { txt: ['other', 'v=spf1 mx -all'] },
      '_dmarc.example.com': { txt: ['v=DMARC1; p=reject'] },
    },
  ],
  [
    'neither',
    'look at this: There is no SPF record of bounces.example.com and no DMARC record of desk.example.com',
    {},
  ],
])('a sender with %s of SPF and DMARC', async (_, expected, zone) => {
  const found = brief(await checkSender('portal@desk.example.com', bounce, await resolveFrom(zone)))
  expect(found.slice(0, expected.length)).toBe(expected)
})

test('a name server that is silent is worth a look', async () => {
  const names = new Resolver({ timeout: 1, tries: 1 })
  names.setServers([`127.0.0.1:${await findPort()}`])
  expect(brief(await checkSender('a@example.com', undefined, names))).toMatch(
    /^look at this: DNS does not answer here/,
  )
})

test('a provider is ok by its real metadata; another issuer and a closed port are broken', async () => {
  const provider = await startIdentityProvider()
  onTestFinished(() => provider.stop())
  const check = async (issuer: string) =>
    brief(await checkProvider({ id: 'oidc', name: 'Login', clientId: 'a', clientSecret: 'b', issuer }))
  expect(await check(provider.issuer)).toBe(`ok: Login answers as ${provider.issuer}.`)
  expect(await check(provider.issuer.replace('127.0.0.1', 'localhost'))).toMatch(
    /^broken: Login: metadata of another issuer at .*Check OIDC_ISSUER\.$/,
  )
  expect(await check(`http://127.0.0.1:${await findPort()}`)).toMatch(/^broken: Login: .*ECONNREFUSED/)
})

test('a clock that differs by more than 30 s from an answer’s is broken', async () => {
  const port = await serve((_, response) => response.end('ok'))
  onTestFinished(() => moveClock(0))
  const judge = async (by: number) => {
    moveClock(by)
    const { ahead } = await ask(`http://127.0.0.1:${port}/`)
    return brief(
      judgeClock([
        { of: 'Login', ahead },
        { of: 'PostgreSQL', ahead: null },
      ]),
    )
  }
  expect(await judge(0)).toBe('ok: Within 1 s of Login.')
  expect(await judge(90 * second)).toMatch(/^broken: It is 9\d s ahead of that of Login/)
  expect(await judge(-90 * second)).toMatch(/^broken: It is 9\d s behind that of Login/)
  expect(judgeClock([])).toMatchObject({ is: 'look at this' })
})

test('of an endless answer only the beginning is read', async () => {
  const port = await serve((_, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
    }
    response.on('drain', more)
    more()
  })
  expect((await ask(`http://127.0.0.1:${port}/`)).body).toMatch(/^x{65537,}$/)
})

test('a full disk is broken', async () => {
  const disk = mountSmallDisk()
  onTestFinished(() => disk.unmount())
  const location = { file: `${disk.folder}/recapito.sqlite` }
  expect(await checkDisk(location)).toMatchObject({
    is: 'look at this',
    says: expect.stringMatching(/^6\d MB are free/),
  })
  fillDisk(`${disk.folder}/ballast`)
  expect(await checkDisk(location)).toMatchObject({
    is: 'broken',
    says: expect.stringMatching(/^0 MB are free/),
  })
})

test.each<[string, Partial<Parameters<typeof judgeDisk>[0]>, Finding['is']]>([
  ['much room', {}, 'ok'],
  ['less room than the store takes', { store: 6e9 }, 'look at this'],
  ['a network file system', { type: 0x6969 }, 'look at this'],
  ['SMB, whose number is negative as 32 bits', { type: 0xff534d42 | 0 }, 'look at this'],
])('judges a disk with %s', (_, changes, is) => {
  expect(
    judgeDisk({ folder: newTestFolder(), free: 5e9, store: 1e6, type: 0xef53, ...changes }),
  ).toMatchObject({ is })
})

test('a check that hangs is broken after its time, and one that throws says why', async () => {
  const hang = () => new Promise<Finding>(() => undefined)
  expect(await runCheck({ about: 'x', find: hang }, 1)).toEqual([
    { about: 'x', ...broken('No answer within 0.001 s.') },
  ])
  const fail = () => Promise.reject(new Error('No ada@b.example'))
  expect(await runCheck({ about: 'x', find: fail })).toEqual([{ about: 'x', ...broken('No …') }])
})
