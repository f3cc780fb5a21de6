import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages, isDebian } from './debian.ts'
import { run } from './run.ts'

/** Debian puts servers where only root looks for them, and Kannel's phone network among its tests. */
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/lib/kannel/test']

const findProgram = (name: string) =>
  folders.map((folder) => join(folder, name)).find((path) => existsSync(path))

/**
 * Installs Debian's ntfy and Kannel if it can; returns the programs: ntfy, Kannel's two and the network for it that sends
 * nothing. @throws Error with what to install by hand, otherwise.
 */
export async function ensurePhonePrograms() {
  if (!findAll() && isDebian() && process.getuid?.() === 0) {
    console.log('ntfy or Kannel is missing; installing both with apt-get.')
    // The tests start their own, so the packages' services stay off.
    if (existsSync('/run/systemd/system')) await run('systemctl', ['mask', 'ntfy', 'kannel'])
    await installPackages('ntfy', 'kannel', 'kannel-extras')
  }
  const found = findAll()
  if (found) return found
  throw new Error(
    'The tests of phones need ntfy and Kannel. On Debian: `apt-get install ntfy kannel kannel-extras` as root. Elsewhere: put ' +
      '`ntfy`, `bearerbox`, `smsbox` and `fakesmsc` into the PATH. Then run again.',
  )
}

export type PhonePrograms = Awaited<ReturnType<typeof ensurePhonePrograms>>

function findAll() {
  const [ntfy, bearerbox, smsbox, network] = ['ntfy', 'bearerbox', 'smsbox', 'fakesmsc'].map(findProgram)
  return ntfy && bearerbox && smsbox && network ? { ntfy, bearerbox, smsbox, network } : null
}
