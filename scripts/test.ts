import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { counts } from '../e2e/counts.ts'
import { ownServers } from '../e2e/server.ts'
import { findChromium } from './chromium.ts'
import { isOwnVariable } from './own-environment.ts'
import { readProcessorMinutes } from './processor-time.ts'
import { ensurePrograms } from './programs.ts'
import { installed, type RunOptions, root, runNode, stop } from './run.ts'
import { formatSlowest, readPlaywrightSeconds, readVitestSeconds } from './slowest-files.ts'
import { build } from './standalone.ts'

/** The result of a step, and what it did not print itself. A skipped test shows nothing, and counts as failed. */
type Count = { passed: number; failed: number; output?: string }

const [dose] = process.argv.slice(2)
if (dose !== undefined && dose !== 'all')
  stop('`npm test` runs the short dose, `npm run test:all` everything.')
const isAll = dose === 'all'
const began = Date.now()
const reports = mkdtempSync(join(tmpdir(), 'recapito-tests-'))
process.once('exit', () => rmSync(reports, { recursive: true, force: true }))
prepareEnvironment()

const biome = installed('@biomejs/biome/bin/biome')
const next = installed('next/dist/bin/next')
const tsc = installed('typescript/bin/tsc')
const depcruise = installed('dependency-cruiser/bin/dependency-cruiser.mjs')

// Installs beside the first steps; the tests that need a program report what is wrong with it.
const missing = ensurePrograms().then(
  () => '',
  (error: Error) => error.message,
)
void missing.then((said) => said && console.log(`\n${said}\n`))

const total: Count = { passed: 0, failed: 0 }
const seconds = new Map<string, number>()
const started = join(reports, 'servers')
let browserTests = 0
await step('Format and lint', () => check([biome, 'ci', '--error-on-warnings', '--colors=off']))
await step('Types', async () =>
  check([next, 'typegen']).then((made) => (made.failed ? made : check([tsc, '--incremental', 'false']))),
)
await step('Imports', () => check([depcruise, '--config', '.dependency-cruiser.mjs', '.']))
const building = startBuild()
await step('Unit and store tests', runVitest)
const built = await step('Production build', () => building)
await step('Browser tests', async () =>
  built.failed ? failWith('There is no build to test.') : runPlaywright(),
)
if (!isAll && total.failed === 0) await step('What grows', async () => compareCounts())

console.log(`\nThe slowest files, in seconds of a worker:\n${formatSlowest(seconds)}`)
console.log(`\n${formatTime()}`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed > 0 ? 1 : 0)

async function step(name: string, work: () => Promise<Count>): Promise<Count> {
  console.log(`\n== ${name}`)
  const began = Date.now()
  const count = await work().catch((error: unknown) =>
    failWith(error instanceof Error ? error.message : error),
  )
  if (count.output) console.log(count.output)
  console.log(
    `-- ${name}: ${count.passed} passed, ${count.failed} failed, ${((Date.now() - began) / 1000).toFixed(1)} s`,
  )
  total.passed += count.passed
  total.failed += count.failed
  return count
}

/** How long it took, by the clock and by the processors. */
function formatTime(): string {
  const processor = readProcessorMinutes()
  const used = processor === undefined ? 'not measured on this system' : `${processor.toFixed(1)} minutes`
  const name = isAll ? 'npm run test:all' : 'npm test'
  return `${name}: ${((Date.now() - began) / 60_000).toFixed(1)} minutes, processor time ${used}`
}

function asCount(code: number): Count {
  if (code === 130 || code === 143) process.exit(code)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function failWith(why: unknown): Count {
  console.log(String(why))
  return { passed: 0, failed: 1 }
}

async function check(args: string[], options: RunOptions = {}): Promise<Count> {
  return asCount(await runNode(args, { stdio: ['ignore', 'inherit', 'inherit'], ...options }))
}

/** Builds beside the unit tests, which often wait for a disk; its output comes when it has ended. */
async function startBuild(): Promise<Count> {
  const file = join(reports, 'build.log')
  const log = openSync(file, 'w')
  const code = await build(['ignore', log, log])
  closeSync(log)
  return { ...asCount(code), output: readFileSync(file, 'utf8') }
}

async function runVitest(): Promise<Count> {
  await missing
  const file = join(reports, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const vitest = [installed('vitest/vitest.mjs'), 'run', '--allowOnly=false', ...reporters]
  const ran = await check(vitest, { env: { ...process.env, TMPDIR: roomForStores() } })
  const report = JSON.parse(readFileSync(file, 'utf8'))
  note(readVitestSeconds(report, root))
  return merge(ran, report.numPassedTests, report.numTotalTests - report.numPassedTests)
}

/**
 * Where unit and store tests keep their stores: in memory where 4 GiB are free, which takes a sixth less time. Tests of a full
 * disk mount their own; servers in browser tests and their crashes stay on the disk.
 */
function roomForStores(): string {
  const mounted = existsSync('/proc/mounts') ? readFileSync('/proc/mounts', 'utf8').split('\n') : []
  const memory = mounted.map((line) => line.split(' ')).find(([, at]) => at === '/dev/shm')
  // PostgreSQL's programs run from there.
  if (!memory || memory[3]?.split(',').includes('noexec')) return tmpdir()
  const { bavail, bsize } = statfsSync('/dev/shm')
  if (Math.min(bavail * bsize, freemem()) < 4 * 1024 ** 3) return tmpdir()
  const folder = mkdtempSync('/dev/shm/recapito-tests-')
  // Run by root, they run as another user.
  chmodSync(folder, 0o711)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function runPlaywright(): Promise<Count> {
  const said = await missing
  if (!findChromium()) return failWith(said)
  const file = join(reports, 'playwright.json')
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = file
  process.env[ownServers] = started
  const ran = await check([
    installed('@playwright/test/cli.js'),
    'test',
    '--forbid-only',
    '--reporter=list,json',
  ])
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const { stats } = report
  note(readPlaywrightSeconds(report))
  browserTests = stats.expected
  return merge(ran, stats.expected, stats.unexpected + stats.flaky + stats.skipped)
}

/** What `npm test` did in browsers, beside what e2e/counts.ts says. */
function compareCounts(): Count {
  const did = {
    'browser tests': [browserTests, counts.tests],
    'servers of a test’s own': [existsSync(started) ? statSync(started).size : 0, counts.servers],
  } as const
  const wrong = Object.entries(did).filter(([, [is, said]]) => is !== said)
  for (const [what, [is, said]] of wrong)
    console.log(
      `${is} ${what}, and e2e/counts.ts says ${said}. Mark a test that need not run for each commit (CONTRIBUTING.md), or write ${is} there and say why in the commit.`,
    )
  return { passed: Object.keys(did).length - wrong.length, failed: wrong.length }
}

function note(its: ReadonlyMap<string, number>): void {
  for (const [file, more] of its) seconds.set(file, more)
}

/** A runner that fails without a failed test (a file that does not load) counts as one failure. */
function merge(ran: Count, passed: number, failed: number): Count {
  return { passed, failed: Math.max(failed, ran.failed) }
}

/** Keeps this machine's own configuration away from the tests. */
function prepareEnvironment(): void {
  for (const name of Object.keys(process.env)) if (isOwnVariable(name)) delete process.env[name]
  if (isAll) process.env.TEST_ALL = '1'
  else delete process.env.TEST_ALL
  delete process.env.TEST_LONG
  Object.assign(process.env, { CI: '1', NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1' })
}
