import { Resolver } from 'node:dns/promises'
import { truncateSync, writeFileSync } from 'node:fs'
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
import { broken, type Finding, ok, runCheck } from './finding.ts'
import { checkClock, checkDisk } from './machine.ts'
import { checkRelay, checkReturnPath } from './mail.ts'
import { checkProvider } from './web.ts'

const brief = (found: readonly Finding[]) => found.map(({ is, says }) => `${is}: ${says}`).join()

test('a relay that encrypts and knows the password is ok', async () => {
  const relay = await startRelay({ password: 'right-password' })
  expect(await checkRelay(signedIn(relay.url, 'right-password'))).toEqual([
    ok(`${new URL(relay.url).host} lets Recapito in.`),
  ])
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
  expect(said.join()).not.toMatch(/password@|wrong-password|\.c\b|:error:/)
})

const bounce = 'b+{id}@bounces.example.com'
test.each<[string, string, Zone]>([
  [
    'a mail server',
    'ok: mail.example.com receives the bounces',
    { 'bounces.example.com': { mx: ['mail.example.com'] } },
  ],
  ['a name that does not exist', 'broken: bounces.example.com is not in DNS, so no bounce arrives', {}],
  [
    'a null MX',
    'broken: bounces.example.com says that it receives no email',
    { 'bounces.example.com': { mx: ['.'] } },
  ],
  [
    'an address alone',
    'look at this: bounces.example.com has no MX record: bounces go to its own address',
    { 'bounces.example.com': { a: '192.0.2.1' } },
  ],
])('a return path with %s', async (_, expected, zone) => {
  const found = brief(await checkReturnPath(bounce, await resolveFrom(zone)))
  expect(found.slice(0, expected.length)).toBe(expected)
})

test('no return path and a silent name server are worth a look', async () => {
  const names = new Resolver({ timeout: 1, tries: 1 })
  names.setServers([`127.0.0.1:${await findPort()}`])
  expect(brief(await checkReturnPath(undefined, names))).toMatch(/^look at this: MAIL_BOUNCE is not set/)
  expect(brief(await checkReturnPath(bounce, names))).toMatch(/^look at this: DNS does not answer here/)
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
    const answer = ask(`http://127.0.0.1:${port}/`).then(({ ahead }) => ({ of: 'Login', ahead }))
    const silent = Promise.reject(new Error('No answer.'))
    return brief(await checkClock([answer, silent, Promise.resolve({ of: 'PostgreSQL', ahead: null })]))
  }
  expect(await judge(0)).toBe('ok: Within 1 s of Login.')
  expect(await judge(95 * second)).toMatch(/^broken: It is 9\d s ahead of that of Login/)
  expect(await judge(-95 * second)).toMatch(/^broken: It is 9\d s behind that of Login/)
  expect(brief(await checkClock([]))).toMatch(/^look at this/)
})

test('a full disk is broken, and one with less room than the store takes is worth a look', async () => {
  const disk = mountSmallDisk()
  onTestFinished(() => disk.unmount())
  const location = { file: `${disk.folder}/recapito.sqlite` }
  expect(brief(await checkDisk(location))).toMatch(/^look at this: 6\d MB are free/)
  fillDisk(`${disk.folder}/ballast`)
  expect(brief(await checkDisk(location))).toMatch(/^broken: 0 MB are free/)
  const large = `${newTestFolder()}/recapito.sqlite`
  writeFileSync(large, '')
  truncateSync(large, 8e12)
  expect(brief(await checkDisk({ file: large }))).toMatch(/^look at this: .* need 8000000 MB\.$/)
})

test('a check that hangs is broken after its time, and one that throws says why', async () => {
  const hang = () => new Promise<Finding[]>(() => undefined)
  expect(await runCheck({ about: 'x', find: hang, limit: 1 })).toEqual([
    { about: 'x', ...broken('No answer within 0.001 s.') },
  ])
  const fail = () => Promise.reject(new Error('No ada@b.example'))
  expect(await runCheck({ about: 'x', find: fail })).toEqual([{ about: 'x', ...broken('No …') }])
})
