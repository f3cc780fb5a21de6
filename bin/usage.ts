import { type ParseArgsConfig, parseArgs } from 'node:util'

/** The words on the command line are not understood; the message says which, and the usage follows it. */
export class UsageError extends Error {}

/** As `parseArgs`, but what is not understood is a UsageError of one sentence. */
export function parseWords<Options extends NonNullable<ParseArgsConfig['options']>>(
  words: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // What follows its first sentence is advice about quoting.
    throw new UsageError(`${error.message.split('.')[0]}.`)
  }
}
