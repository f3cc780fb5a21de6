import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import type { Store } from '#/db/store/store.ts'
import { grantOperator } from '#/lib/identity/access/staff-grants.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { eraseAddress } from '#/lib/privacy/erasure/erase.ts'
import { exportPersonalData } from '#/lib/privacy/erasure/export.ts'
import { findErasure } from '#/lib/privacy/erasure/queries.ts'
import { erasureRunner } from '#/lib/privacy/erasure/run.ts'
import { recordKinds } from '#/lib/privacy/personal-data/kinds.ts'
import { keyOfAddress } from '#/lib/privacy/personal-data/subject.ts'
import { parseArguments, UsageError, warnAboutMissingSecret, withStore } from './command.ts'

const usage = `  personal export <email>                          export everything stored about an address, as JSON to standard output
  personal erase <email> [--yes]                   erase an address permanently; asks for it once more, unless --yes`

export const personalCommand = { usage, run }

async function run(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArguments(words, 2, { yes: { type: 'boolean' } })
  const [verb, email] = positionals
  if (verb !== 'export' && verb !== 'erase')
    throw new UsageError(verb ? `Unknown command "personal ${verb}".` : 'Missing: export or erase.')
  if (!email) throw new UsageError(`Missing: the email address to ${verb}.`)
  const key = keyOfAddress(email)
  if (key === null) throw new UsageError(`"${email}" is not an email address.`)
  if (verb === 'export') return withStore((store) => exportAll(store, key))
  if (!values.yes && !(await confirm(key))) throw new Error('Nothing was erased.')
  return withStore((store) => erase(store, key))
}

async function confirm(key: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new Error('No terminal to confirm in. Add --yes to erase the address permanently.')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const asked = terminal.question(
      `This removes ${key} from every account and from all history. It cannot be undone.\nType the address to continue: `,
    )
    // A closed terminal answers nothing.
    const typed = await Promise.race([asked, once(terminal, 'close').then(() => '')])
    return keyOfAddress(typed) === key
  } finally {
    terminal.close()
  }
}

async function exportAll(store: Store, key: string): Promise<number> {
  for await (const piece of await exportPersonalData(store, grantOperator(), key)) {
    if (!process.stdout.write(piece)) await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
  return 0
}

/** Runs the erasure. After an interruption the server continues it, or the next run of this command. */
async function erase(store: Store, key: string): Promise<number> {
  warnAboutMissingSecret()
  const id = await eraseAddress(store, grantOperator(), key)
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const holder = { id, owner: newId() }
  // A running server may hold the erasure already; then it does the rest.
  const part = (await erasureRunner.claim(store, holder))
    ? await erasureRunner.resume(store, { ...holder, stopping: stopping.signal })
    : 'lost'
  const found = (await findErasure(store.read, id))?.found ?? {}
  const t = translatorFor('en', 'personal')
  for (const kind of recordKinds) if (found[kind]) console.log(`${found[kind]}  ${t(`kinds.${kind}`)}`)
  const said = {
    over: 'Erased. Earlier backups still contain the address until you delete them.',
    more: 'Stopped before it finished. A running server will continue.',
    wait: 'An email to the address is being sent. A running server will finish the erasure afterwards.',
    lost: 'A running server will continue.',
  }
  console.log(said[part])
  return 0
}
