import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import proxyAddr from 'proxy-addr'
import { expect, test } from 'vitest'
import { parseEnvironment } from '#/environment.ts'
import { environmentTable } from '#/environment-table.ts'
import { isAllowedAddress } from '#/lib/notices/endpoints/allowed-address.ts'
import { newTestFolder } from './folder.ts'

const read = (file: string) => readFileSync(file, 'utf8')
const units = readdirSync('deploy').filter((name) => /\.(service|timer)$/.test(name))

const isMissing = (error: Error | undefined) =>
  error !== undefined && 'code' in error && error.code === 'ENOENT'

test('the image holds the build and nothing else of the project', () => {
  const [, second = ''] = read('Dockerfile').split(/^FROM (?!.* AS build$)/m)
  const copied = [...second.matchAll(/^COPY --from=build (.+) (\S+)$/gm)].map(([, ...paths]) => paths)
  expect(copied).toEqual([['/app/.next/standalone', './']])
})

test('the image installs packages by the rules of the repository, without install scripts', () => {
  const [before = ''] = read('Dockerfile').split('RUN npm ci')
  expect(before).toMatch(/^COPY package.json package-lock.json .npmrc .\/$/m)
})

const isBuiltFrom =
  'app bin components db env.ts environment-table.ts environment.ts lib messages public scripts seed'.split(
    ' ',
  )

test('.dockerignore excludes nothing that the image is built from', () => {
  const ignored = read('.dockerignore').split('\n').filter(Boolean)
  expect(ignored).toEqual(expect.arrayContaining(['.git', '.next-key', 'data', 'node_modules', '*.env']))
  const sources = readdirSync('.').filter((name) => isBuiltFrom.includes(name))
  expect(sources).toEqual(isBuiltFrom.toSorted())
  expect(ignored.filter((name) => isBuiltFrom.includes(name))).toEqual([])
})

test('the program reads every variable that the image and the units set', () => {
  const own = Object.keys(environmentTable)
  const set: (string | undefined)[] = []
  for (const unit of units)
    for (const [, words = ''] of read(`deploy/${unit}`).matchAll(/^Environment=(.+)$/gm))
      set.push(...words.split(' ').map((word) => word.split('=')[0]))
  for (const [, words = ''] of read('Dockerfile').matchAll(/^ENV (.+)$/gm))
    set.push(...words.split(' ').map((word) => word.split('=')[0]))
  expect(set.filter((name) => name !== 'NODE_ENV' && !own.includes(name ?? ''))).toEqual([])
})

test('containers get every variable, under its own name unless the image sets it', () => {
  const [portal = ''] = read('compose.yaml').split('\n  database:\n')
  const lines = [...portal.matchAll(/^ {6}([A-Z_]+): "?([^"\n]+)"?$/gm)]
  const set = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]))
  expect(Object.keys(set)).toEqual(Object.keys(environmentTable))
  const own = Object.entries(set).filter(([name, value]) => !value.startsWith(`\${${name}:`))
  expect(Object.fromEntries(own)).toEqual({ DATA_DIR: '/data', PORT: '3000', HOST: '0.0.0.0' })
  const required = Object.entries(environmentTable).filter(([, row]) => 'required' in row && row.required)
  for (const [name] of required) expect(set[name]).toBe(`\${${name}:?}`)

  const given = {
    ...{ APP_URL: 'https://portal.example.com', AUTH_SECRET: 'x'.repeat(48), POSTGRES_PASSWORD: 'secret' },
    ...{ SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'portal@example.com' },
  }
  const filled = Object.entries(set).map(([name, value]) => [name, fillIn(value, given)])
  expect(parseEnvironment(Object.fromEntries(filled))).toMatchObject({
    RECAPITO_MODE: 'production',
    DATABASE_URL: 'postgres://recapito:secret@database/recapito',
    TRUSTED_PROXIES: ['uniquelocal'],
  })
})

/** A value of compose.yaml with its variables filled in as Compose does: the innermost first. */
function fillIn(value: string, given: Record<string, string>): string {
  const filled = value.replace(/\$\{(\w+):([-?])([^{}]*)\}/g, (_, name, kind, other) => {
    if (!given[name] && kind === '?') throw new Error(`${name} is missing.`)
    return given[name] || other
  })
  return filled === value ? value : fillIn(filled, given)
}

test('the example environment is valid for systemd', () => {
  const [, copied = ''] = /recapito\.env`.*?```sh\n(.*?)```/s.exec(read('docs/operations.md')) ?? []
  // systemd.exec(5): a line that begins with # is a comment; after a value it is part of the value.
  const lines = copied.split('\n').map((line) => line.trim())
  const pairs = lines.filter((line) => line && !line.startsWith('#')).map((line) => line.split(/=(.*)/))
  const given = Object.fromEntries(
    pairs.map(([name = '', value = '']) => [name, value.replace(/^"(.*)"$/, '$1')]),
  )
  expect([given.AUTH_SECRET, given.SECRETS_KEY]).toEqual(['…', '…'])
  const secrets = { AUTH_SECRET: 'x'.repeat(48), SECRETS_KEY: 'x'.repeat(48) }
  const environment = { ...given, ...secrets, RECAPITO_MODE: 'production' }
  expect(parseEnvironment(environment)).toMatchObject({
    MAIL_FROM: 'portal@example.com',
    TRUSTED_PROXIES: ['127.0.0.1'],
    STAFF_EMAILS: ['you@example.com'],
  })
})

test('the key of the actions reaches the build of the image, and stays out of image and sources', () => {
  expect(read('compose.yaml')).toMatch(/^ {4}build:\n {6}context: \.\n {6}secrets:\n {8}- actions_key$/m)
  expect(read('compose.yaml')).toMatch(/^secrets:\n {2}actions_key:\n {4}file: actions_key$/m)
  expect(read('Dockerfile')).toMatch(
    /--mount=type=secret,id=actions_key,required=true .*\n? *NEXT_SERVER_ACTIONS_ENCRYPTION_KEY="\$\(cat \/run\/secrets\/actions_key\)" npm run build/,
  )
  expect(read('.dockerignore').split('\n')).toContain('actions_key')
  expect(read('.gitignore').split('\n')).toContain('/actions_key')
})

test('containers and units run the programs of the build', () => {
  const commands = [...units, 'recapito'].map((name) => read(`deploy/${name}`)).join('\n')
  const programs = [...commands.matchAll(/\/opt\/recapito\/(?:node )?(bin\/[\w.]+)/g)].map(
    ([, program]) => program,
  )
  expect(programs.toSorted()).toEqual(['bin/recapito', 'bin/recapito', 'bin/start.js'])
  expect(read('Dockerfile')).toContain('CMD ["node", "bin/start.js"]')
  expect(read('Dockerfile')).toContain('ln -s /app/bin/recapito /usr/local/bin/recapito')
  expect(read('Dockerfile')).toContain('/api/health')
  const [, minutes] = /--start-period=(\d+)m/.exec(read('Dockerfile')) ?? []
  expect(Number(minutes), 'the image waits for a long migration').toBeGreaterThan(10)
  expect(existsSync('app/api/health/route.ts')).toBe(true)
})

test('the command line and the backup have the same environment as the service', () => {
  const service = read('deploy/recapito.service')
  for (const name of ['EnvironmentFile', 'WorkingDirectory', 'DATA_DIR']) {
    const [said] = service.match(new RegExp(`\\b${name}=\\S+`)) ?? []
    expect(said).toBeDefined()
    for (const other of ['deploy/recapito', 'deploy/recapito-backup.service'])
      expect(read(other), other).toContain(said)
  }
})

test('systemd accepts the units, on a machine that has it', () => {
  const folder = newTestFolder()
  for (const unit of units) {
    const text = read(`deploy/${unit}`)
      .replace('/opt/recapito/node', process.execPath)
      .replace('/opt/recapito/bin/recapito', resolve('bin/recapito'))
    writeFileSync(join(folder, unit), text)
    expect(text).toMatch(/^\[Unit\]\nDescription=/m)
  }
  const verified = spawnSync('systemd-analyze', ['verify', ...units.map((unit) => join(folder, unit))], {
    encoding: 'utf8',
  })
  if (!isMissing(verified.error)) expect(verified.stderr + verified.stdout).toBe('')
})

test('the squid of ENDPOINT_PROXY refuses the addresses that Recapito refuses', () => {
  const lines = [...read('deploy/squid.conf').matchAll(/^acl not_public dst (.+)$/gm)]
  const isInside = proxyAddr.compile(lines.flatMap(([, networks = '']) => networks.split(' ')))
  const first = fc.oneof(
    fc.integer({ min: 0x100, max: 0xffff }),
    fc.constantFrom(0x2001, 0x2002, 0x3fff, 0x2620),
  )
  const six = fc.tuple(first, fc.oneof(fc.nat(0xffff), fc.nat(0x30), fc.constant(0xdb8)), fc.nat(0xffff))
  const address = fc.oneof(
    fc.ipV4(),
    fc
      .tuple(fc.constantFrom(10, 100, 127, 169, 172, 192, 198, 203), fc.nat(255))
      .map((head) => `${head.join('.')}.0.9`),
    six.map((groups) => `${groups.map((group) => group.toString(16)).join(':')}::9`),
    fc.constantFrom('168.63.129.16', '::', '::1', '::7f00:1', '64:ff9b::1', '64:ff9b:1::1', '192.0.2.1'),
  )
  fc.assert(
    fc.property(address, (one) => {
      expect([one, isInside(one, 0)]).toEqual([one, !isAllowedAddress(one, [])])
    }),
    { numRuns: 2000 },
  )
  // 403 would count as a fault of the operator (lib/notices/endpoints/reason.ts).
  expect(read('deploy/squid.conf')).toMatch(/^deny_info 502:\w+ not_public\nhttp_access deny not_public$/m)
})

test('squid accepts its configuration, on a machine that has it', () => {
  const parsed = spawnSync('squid', ['-k', 'parse', '-f', resolve('deploy/squid.conf')], { encoding: 'utf8' })
  if (!isMissing(parsed.error))
    expect([parsed.status, parsed.stderr]).toEqual([0, expect.not.stringContaining('WARN')])
})

test('alerts use existing metrics and labels', () => {
  const source = read('lib/platform/log/metrics.ts')
  const names = new Set([...source.matchAll(/name: '(recapito_\w+)'/g)].map(([, name]) => name))
  const asked = new Set(
    [...read('deploy/alerts.yml').matchAll(/\brecapito_\w+/g)].map(([name]) =>
      name.replace(/_(bucket|sum|count)$/, ''),
    ),
  )
  expect([...asked].filter((name) => !names.has(name))).toEqual([])
  expect(asked.size).toBeGreaterThan(4)
})

const series = (name: string, values: string) => ({ series: name, values })
const firing = (alertname: string, ...kinds: string[]) => ({
  expr: `count by (kind) (ALERTS{alertname="${alertname}", alertstate="firing"})`,
  eval_time: '90m',
  exp_samples: kinds.map((kind) => ({ labels: kind && `{kind="${kind}"}`, value: 1 })),
})

test('Prometheus accepts the alerts, which tell kinds that fail from those that work, and a new series, on a machine that has it', () => {
  const tries = 'recapito_endpoint_deliveries_total'
  const oldest = 'recapito_endpoint_oldest_waiting_seconds'
  const input = [
    series(`${tries}{kind="ntfy",outcome="retry"}`, '0+1x120'),
    series(`${tries}{kind="webhook",outcome="retry"}`, '0+1x120'),
    series(`${tries}{kind="webhook",outcome="accepted"}`, '0+5x120'),
    series(`${oldest}{kind="sms"}`, '900x120'),
    series(`${oldest}{kind="teams"}`, '900x120'),
    // The first burst of a new series.
    series('recapito_endpoint_refused_total{reason="limit"}', '_x79 3x40'),
    series('recapito_endpoint_refused_total{reason="sealed"}', '_x79 1x40'),
  ]
  const file = join(newTestFolder(), 'alerts.json')
  const expected = [
    firing('RecapitoEndpointsFail', 'ntfy'),
    firing('RecapitoEndpointsNotCalled', 'teams'),
    firing('RecapitoTextsLimited', ''),
    firing('RecapitoEndpointsSealed', ''),
  ]
  const cases = { interval: '1m', input_series: input, promql_expr_test: expected }
  writeFileSync(file, JSON.stringify({ rule_files: [resolve('deploy/alerts.yml')], tests: [cases] }))
  const tested = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' })
  if (!isMissing(tested.error))
    expect([tested.status, tested.stderr + tested.stdout]).toEqual([0, expect.any(String)])
})

test('proxies leave tokens of paths out of their logs', () => {
  const listIn = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((page) => page.endsWith('/[token]'))
      .map((page) => page.slice(0, -8))
  const paths = listIn('app/(public)').sort()
  const ofApi = listIn('app/api').map((path) => `api/${path}`)
  expect([paths, ofApi]).toEqual([expect.arrayContaining(['sign-in/link']), ['api/v1/acknowledge']])
  for (const proxy of ['deploy/nginx.conf', 'deploy/Caddyfile']) {
    const [pattern = ''] = new RegExp(`\\^/\\S*\\(${paths.join('\\|')}\\)\\)?/`).exec(read(proxy)) ?? []
    for (const path of [...paths, ...ofApi])
      expect([proxy, `/${path}/x`.match(pattern)?.[1]]).toEqual([proxy, path])
  }
  // If the server does not answer, both logs would record the path of the request, with its token.
  const servers = read('deploy/nginx.conf').split(/^server \{$/m)
  // Also on a machine whose other sites log elsewhere.
  expect(servers.map((text) => /^ {4}error_log \S+ crit;$/m.test(text))).toEqual([false, true, true])
  expect(read('deploy/Caddyfile')).toContain('exclude http.log.error')
})
