import { resolve } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { nameLocation } from '#/db/store/index.ts'
import type { Store } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { environmentTable } from '#/environment-table.ts'
import { findStore, storeLocation } from '#/lib/platform/store/store.ts'
import { AppError, type ErrorCode } from '#/lib/platform/values/errors.ts'

/** The folder where the command was typed; the program runs in its own. */
let typedIn = process.cwd()

export function setWorkingFolder(folder: string): void {
  typedIn = folder
}

/** Resolves a path from the folder where the command was typed; keeps a trailing slash. */
export function resolvePath(word: string): string {
  return resolve(typedIn, word) + (/[/\\]$/.test(word) ? '/' : '')
}

/** Invalid arguments; the message is followed by the usage. */
export class UsageError extends Error {}

/** As `parseArgs`, but invalid arguments, or more than `most` positionals, throw a UsageError of one sentence. */
export function parseArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  words: readonly string[],
  most: number,
  options: Options,
) {
  const parsed = parse(words, options)
  const more = parsed.positionals.slice(most).join(' ')
  if (more) throw new UsageError(`Unexpected argument: "${more}". Quote text that has spaces.`)
  return parsed
}

function parse<Options extends NonNullable<ParseArgsConfig['options']>>(
  words: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // The sentences after the first explain quoting.
    throw new UsageError(`${error.message.split('.')[0]}.`)
  }
}

/** Runs work on the server's store, prints the store's location, closes it, and returns the work's result. */
export async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await findStore()
  // Standard output belongs to what the command answers, which scripts read.
  console.error(`Store: ${nameLocation(storeLocation())}`)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Whether the environment lacks this variable, which has a value that everybody knows instead. The command line has no mode of its own. */
export function isUnset(name: 'APP_URL' | 'AUTH_SECRET'): boolean {
  return env.RECAPITO_MODE === 'development' && env[name] === environmentTable[name].fallback
}

/** For commands that seal links or addresses for the server: warns if the server's secret is not set. */
export function warnAboutMissingSecret(): void {
  const unset = (['APP_URL', 'AUTH_SECRET'] as const).filter(isUnset)
  if (!unset.includes('AUTH_SECRET')) return
  console.error(
    `${unset.join(' and ')} ${unset.length > 1 ? 'are' : 'is'} not set. This command needs the server’s value, or the server cannot read the links and addresses it stores.`,
  )
}

/** Replaces the messages of expected refusals. */
export async function rewordRefusal<Result>(words: { [code in ErrorCode]?: string }, work: Promise<Result>) {
  return work.catch((error) => {
    const message = error instanceof AppError && words[error.code]
    throw message ? new Error(message, { cause: error }) : error
  })
}
