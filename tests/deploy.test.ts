import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { environmentTable } from '#/env.ts'
import { newTestFolder } from './folder.ts'

const read = (file: string) => readFileSync(file, 'utf8')
const units = readdirSync('deploy').filter((name) => /\.(service|timer)$/.test(name))

/** What the image's second stage is made of, by names in the project. */
const copied = [...read('Dockerfile').matchAll(/^COPY --from=build (.+) \S+$/gm)].flatMap(([, names = '']) =>
  names.split(' ').map((name) => name.replace('/app/', '')),
)

/** The files that a program imports, now or later, by names in the project; what is imported as a type alone is not there any more. */
function listImports(program: string): Set<string> {
  const found = new Set<string>()
  const follow = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    if (!file.endsWith('.ts')) return
    const text = read(file).replaceAll(/^import type .*$/gm, '')
    for (const [, name = ''] of text.matchAll(/(?:from|import\(|^import) ?'((?:#|\.\.?)\/[^']+)'/gm))
      follow(name.startsWith('#') ? name.slice(2) : normalize(join(dirname(file), name)))
  }
  follow(program)
  return found
}

test('the image holds everything that its server and its command line import', () => {
  const own = copied.filter((name) => name !== 'node_modules' && !name.startsWith('.next'))
  for (const name of own) expect(existsSync(name), name).toBe(true)
  for (const program of ['scripts/start.ts', 'bin/recapito.ts']) {
    const imported = [...listImports(program)]
    expect(imported.length).toBeGreaterThan(2)
    expect(imported.filter((file) => !own.includes(file.split('/')[0] ?? ''))).toEqual([])
  }
  expect(copied).toEqual(expect.arrayContaining(['node_modules', '.next/standalone', 'package.json']))
})

test('what is kept out of the image is nothing that it is built of', () => {
  const ignored = read('.dockerignore').split('\n').filter(Boolean)
  expect(ignored).toEqual(expect.arrayContaining(['.git', '.next-key', 'data', 'node_modules', '*.env']))
  expect(copied.filter((name) => ignored.includes(name) && !['node_modules'].includes(name))).toEqual([])
})

test('what containers and units set is read', () => {
  const own = Object.keys(environmentTable)
  const service = read('compose.yaml').split('  database:\n    image')[0] ?? ''
  const set = [...service.matchAll(/^ {6}([A-Z_]+): /gm)].map(([, name]) => name)
  expect(set).toEqual(
    expect.arrayContaining(['APP_URL', 'AUTH_SECRET', 'SMTP_URL', 'MAIL_FROM', 'DATABASE_URL']),
  )
  for (const unit of units)
    for (const [, words = ''] of read(`deploy/${unit}`).matchAll(/^Environment=(.+)$/gm))
      set.push(...words.split(' ').map((word) => word.split('=')[0]))
  for (const [, words = ''] of read('Dockerfile').matchAll(/^ENV (.+)$/gm))
    set.push(...words.split(' ').map((word) => word.split('=')[0]))
  expect(set.filter((name) => name !== 'NODE_ENV' && !own.includes(name ?? ''))).toEqual([])
})

test('what containers and units run is there', () => {
  const commands = [...units.map((unit) => read(`deploy/${unit}`)), read('Dockerfile')].join('\n')
  const programs = [...commands.matchAll(/(?:^ExecStart=\S+ |^CMD \["node", ")([\w/]+\.ts)/gm)].map(
    ([, program]) => program ?? '',
  )
  expect(programs.sort()).toEqual(['bin/recapito.ts', 'scripts/start.ts', 'scripts/start.ts'])
  for (const program of programs) expect(existsSync(program), program).toBe(true)
  expect(commands).toContain('/api/health')
  expect(existsSync('app/api/health/route.ts')).toBe(true)
})

test('systemd takes the units, where it is there to be asked', () => {
  const folder = newTestFolder()
  for (const unit of units) {
    const text = read(`deploy/${unit}`).replace('/opt/recapito/node_modules/.bin/node', process.execPath)
    writeFileSync(join(folder, unit), text)
    expect(text).toMatch(/^\[Unit\]\nDescription=/m)
  }
  const verified = spawnSync('systemd-analyze', ['verify', ...units.map((unit) => join(folder, unit))], {
    encoding: 'utf8',
  })
  const isMissing =
    verified.error !== undefined && 'code' in verified.error && verified.error.code === 'ENOENT'
  if (!isMissing) expect(verified.stderr + verified.stdout).toBe('')
})

test('alerts ask for numbers and labels that there are', () => {
  const source = read('lib/metrics/metrics.ts')
  const names = new Set([...source.matchAll(/name: '(recapito_\w+)'/g)].map(([, name]) => name))
  const asked = new Set(
    [...read('deploy/alerts.yml').matchAll(/\brecapito_\w+/g)].map(([name]) =>
      name.replace(/_(bucket|sum|count)$/, ''),
    ),
  )
  expect([...asked].filter((name) => !names.has(name))).toEqual([])
  expect(asked.size).toBeGreaterThan(4)
})

test('proxies keep the token of every path that has one out of their logs', () => {
  const pages = readdirSync('app/(public)', { recursive: true, encoding: 'utf8' })
  const paths = pages.filter((page) => page.endsWith('/[token]')).map((page) => page.slice(0, -8))
  const expected = paths.sort().join('|')
  expect(expected).toContain('sign-in/link')
  for (const proxy of ['deploy/nginx.conf', 'deploy/Caddyfile'])
    expect(read(proxy)).toContain(`(${expected})`)
  // Of a server that does not answer both would say which request it was for, token and all.
  expect(read('deploy/nginx.conf')).toMatch(/^error_log \S+ crit;$/m)
  expect(read('deploy/Caddyfile')).toContain('exclude http.log.error')
})
