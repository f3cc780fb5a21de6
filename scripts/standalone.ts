import type { StdioOptions } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundlePrograms } from './bundle.ts'
import { compressFiles } from './compress.ts'
import { withoutConfiguration } from './own-environment.ts'
import { installed, root, runNode } from './run.ts'
import { serverSettings } from './server-settings.ts'
import { describeSources } from './version.ts'

const built = join(root, '.next/standalone')
const stamp = join(built, 'built')
/** The program that starts the built server. */
export const startProgram = join(built, 'bin/start.js')
const keyFile = join(root, '.next-key')

/** The sources of a build; it is old once one of them is newer. */
const sources = [
  'app',
  'components',
  'db',
  'lib',
  'messages',
  'public',
  'env.ts',
  'environment-table.ts',
  'environment.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
]
/** What else goes into its command line and its start. */
const programs = ['bin', 'seed', 'scripts/serve.ts', 'scripts/start-environment.ts', 'package.json']

/** What Next puts at the top of a build. */
const parts = ['.next', 'db', 'messages', 'node_modules', 'package.json', 'server.js']

/** Deletes what Next copied besides: it takes along `.env` and what code may open, such as the store in `data`. */
export function dropStrays(folder: string): void {
  for (const name of readdirSync(folder))
    if (!parts.includes(name)) rmSync(join(folder, name), { recursive: true })
}

/** Builds the standalone server with its static files beside it; returns the exit code. `stdio`: where Next prints. */
export async function build(stdio: StdioOptions = 'inherit'): Promise<number> {
  rmSync(stamp, { force: true })
  const began = new Date()
  const key = actionsKey()
  const env = {
    ...withoutConfiguration(process.env),
    NODE_ENV: 'production',
    RECAPITO_MODE: 'development',
    STAFF_PASSKEYS: 'optional',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key,
    BUILD_ID: nameBuild(root, key),
  } as const
  const code = await runNode([installed('next/dist/bin/next'), 'build'], { env, stdio })
  if (code !== 0) return code
  dropStrays(built)
  if (existsSync(join(root, 'public')))
    cpSync(join(root, 'public'), join(built, 'public'), { recursive: true })
  cpSync(join(root, '.next/static'), join(built, '.next/static'), { recursive: true })
  await compressFiles(join(built, '.next/static'))
  writeFileSync(join(built, 'version.json'), JSON.stringify(describeSources()))
  await bundlePrograms(built)
  writeFileSync(stamp, `${began.getTime()}\n`)
  return 0
}

export function isFolderFree(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).length === 0
}

/** Copies the build and its Node into a self-contained folder with bin/start.js and bin/recapito. */
export function placeBuild(folder: string): void {
  cpSync(built, folder, { recursive: true, verbatimSymlinks: true })
  cpSync(process.execPath, join(folder, 'node'), { dereference: true })
}

/**
 * The key of action ids (base64 of 32 bytes). One key for all builds of a checkout, or of the same variable: with
 * another key, people could not send forms that are open during an update.
 */
function actionsKey(): string {
  const given = process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY
  if (given) return given
  if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 })
  return readFileSync(keyFile, 'utf8').trim()
}

/**
 * The id of a build of the sources in `folder` with that key. Equal sources give equal ids, so that a browser that
 * meets two builds behind one proxy need not reload its page. Digits only: ad blockers look for words.
 */
export function nameBuild(folder: string, key: string): string {
  const hash = createHash('sha256').update(key)
  for (const source of sources) {
    for (const path of listFiles(folder, source))
      hash.update(`\0${path}\0`).update(readFileSync(join(folder, path)))
  }
  return String(hash.digest().readUIntBE(0, 6))
}

/** The files of a folder and its subfolders, or the file itself, by path in order. */
function listFiles(folder: string, path: string): string[] {
  const place = join(folder, path)
  if (!existsSync(place)) return []
  if (!statSync(place).isDirectory()) return [path]
  return readdirSync(place)
    .sort()
    .flatMap((name) => listFiles(folder, `${path}/${name}`))
}

export function isBuilt(): boolean {
  return existsSync(stamp)
}

/** Whether there is a build of the current sources. */
export function isBuiltFromSources(): boolean {
  if (!isBuilt()) return false
  const began = Number(readFileSync(stamp, 'utf8'))
  return [...sources, ...programs].every((source) => isOlder(join(root, source), began))
}

function isOlder(path: string, than: number): boolean {
  if (!existsSync(path)) return true
  const found = statSync(path)
  if (found.mtimeMs > than) return false
  return !found.isDirectory() || readdirSync(path).every((name) => isOlder(join(path, name), than))
}

/** Starts the built server in this process, so that signals reach it. It changes into the build's folder. */
export async function serve(): Promise<void> {
  Object.assign(process.env, serverSettings)
  await import(pathToFileURL(join(built, 'server.js')).href)
}
