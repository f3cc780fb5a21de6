import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Store } from '#/db/store/store.ts'
import { commandLineLimits, type Fault } from '#/db/words/imports.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { type CheckedRow, checkFile, GuessedNames } from '#/lib/changes/imports/check.ts'
import { discardImport, startImport } from '#/lib/changes/imports/commands.ts'
import { FileFault, formatFault } from '#/lib/changes/imports/file-fault.ts'
import { countRows, listRowsIn } from '#/lib/changes/imports/queries.ts'
import { importRunner } from '#/lib/changes/imports/run.ts'
import { stageImport } from '#/lib/changes/imports/stage.ts'
import { grantOperator } from '#/lib/identity/access/staff-grants.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { parseArguments, resolvePath, UsageError, warnAboutMissingSecret, withStore } from './command.ts'
import { formatCount } from './format.ts'

const usage = `  import <file> [--dry-run]                        create the accounts in a CSV file and invite their owners, if the whole
                                                   file is valid; --dry-run only checks it`

export const importCommand = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArguments(words, 1, { 'dry-run': { type: 'boolean' } })
  const [word] = positionals
  if (!word) throw new UsageError('Missing: the file to import.')
  const file = resolvePath(word)
  if (!(await isFile(file))) throw new Error(`File not found: "${file}".`)
  return withStore(async (store) => {
    warnAboutMissingSecret()
    const found = await check(store, file)
    if (found.faults > 0)
      throw new Error(`Nothing was imported: ${formatCount(found.faults, 'error')} in ${file}.`)
    console.log(`${found.fresh} to create, ${found.known} already known.`)
    if (values['dry-run']) {
      console.log('This was a dry run: nothing was written.')
      return 0
    }
    return found.fresh > 0 ? make(store, file) : 0
  })
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

/** Lists every fault of the file by line; writes nothing. */
async function check(store: Store, file: string) {
  const found = { fresh: 0, known: 0, faults: 0 }
  const progress = showProgress('rows checked')
  const guess = new GuessedNames()
  const types = await listTypeNames(store)
  const report = (line: number, faults: readonly Fault[]) => {
    progress.clear()
    for (const fault of faults) console.error(toLine(line, fault, types))
    found.faults += faults.length
  }
  const count = (row: CheckedRow) => {
    if (row.faults) report(row.line, row.faults)
    else found[row.state === 'known' ? 'known' : 'fresh'] += 1
  }
  try {
    let rows = 0
    for await (const page of checkFile(store.read, createReadStream(file), commandLineLimits, guess)) {
      for (const row of page) count(row)
      rows += page.length
      progress.show(rows)
    }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    report(error.line, error.faults)
  } finally {
    progress.clear()
  }
  if (guess.names) console.log(describeGuess(guess.names))
  return found
}

function describeGuess(names: readonly string[]): string {
  const warning = 'The file is not UTF-8. It was read as Windows-1252, which Excel writes.'
  return names.length > 0 ? shown(`${warning} Check these names: ${names.join(', ')}`) : warning
}

async function listTypeNames({ read }: Store): Promise<string[]> {
  return (await listIntegrationTypes(read)).map((type) => nameType(type, 'en'))
}

function toLine(line: number, fault: Fault, types: readonly string[]): string {
  const words = { imports: translatorFor('en', 'imports'), contacts: translatorFor('en', 'contacts'), types }
  const place = [line > 0 ? `line ${line}` : '', fault.column].filter(Boolean).join(', ')
  const value = fault.value && ` (${JSON.stringify(fault.value)})`
  const said = `${place ? `${place}: ` : ''}${formatFault(words, fault)}${value}`
  return shown(said)
}

/** Escapes control characters in the file, because a terminal would interpret them. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)
}

/** Creates the accounts. After an interruption the server or the next run continues the import. */
async function make(store: Store, file: string): Promise<number> {
  const grant = grantOperator()
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const upload = { name: basename(file), bytes: createReadStream(file) }
  const id = await stageImport(store, grant, upload, commandLineLimits)
  const owner = newId()
  const { new: all, faulty } = await countRows(store.read, id)
  if (faulty > 0) {
    await discardImport(store, grant, id)
    throw new Error(`${file} changed while it was read. Run the command again.`)
  }
  await startImport(store, grant, id, importRunner.leaseOf(owner))
  const progress = showProgress(`of ${all} accounts`)
  let done = 0
  const onProgress = (count: number) => {
    done += count
    progress.show(done)
  }
  await importRunner.resume(store, { id, owner, stopping: stopping.signal, onProgress })
  progress.clear()
  return printOutcome(store, id)
}

async function printOutcome(store: Store, id: string): Promise<number> {
  const { made, known, faulty, new: remaining } = await countRows(store.read, id)
  console.log(`${made} created, ${known} already known, ${faulty} not created.`)
  const types = await listTypeNames(store)
  for await (const rows of listRowsIn(store.read, id, 'faulty')) {
    for (const { row } of rows) {
      for (const fault of row.values.faults ?? []) console.error(toLine(row.line, fault, types))
    }
  }
  if (remaining > 0)
    console.error(`${remaining} left. A running server will continue, or run the command again.`)
  return faulty + remaining > 0 ? 1 : 0
}

/** Overwrites one line of standard error with the progress; does nothing without a terminal. */
function showProgress(what: string): { show(number: number): void; clear(): void } {
  const { stderr } = process
  if (!stderr.isTTY) return { show: () => undefined, clear: () => undefined }
  return {
    show: (number) => stderr.write(`\r\u001b[K${number} ${what}`),
    clear: () => stderr.write('\r\u001b[K'),
  }
}
