import { type ParseArgsConfig, parseArgs } from 'node:util'

/** The words on the command line are invalid; the message says which, and the usage follows it. */
export class UsageError extends Error {}

/** As `parseArgs`, but invalid words throw a UsageError of one sentence. */
export function parseWords<Options extends NonNullable<ParseArgsConfig['options']>>(
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
