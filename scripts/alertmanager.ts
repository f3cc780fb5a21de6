import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages, isDebian } from './debian.ts'
import { run } from './run.ts'

const name = 'prometheus-alertmanager'

/** Installs Debian's Alertmanager if it can. @throws Error with what to install by hand, otherwise. */
export async function ensureAlertmanager(): Promise<void> {
  if (findAlertmanager()) return
  if (isDebian() && process.getuid?.() === 0) {
    console.log('Alertmanager is missing; installing it with apt-get.')
    // The tests start their own, so the package's service stays off.
    if (existsSync('/run/systemd/system')) await run('systemctl', ['mask', name])
    await installPackages(name)
  }
  if (findAlertmanager()) return
  throw new Error(
    'The tests of the documented configuration need Alertmanager. On Debian: `apt-get install prometheus-alertmanager` as ' +
      'root. Elsewhere: put `alertmanager` into the PATH. Then run again.',
  )
}

/** Alertmanager's program; undefined if there is none. */
export function findAlertmanager(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders
    .flatMap((folder) => [join(folder, name), join(folder, 'alertmanager')])
    .find((path) => existsSync(path))
}
