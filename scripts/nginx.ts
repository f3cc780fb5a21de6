import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages, isDebian } from './debian.ts'
import { run } from './run.ts'

/** nginx's program; on Debian it is only in root's path. */
function findNginx(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path))
}

/** Installs Debian's nginx if it can; returns its program. @throws Error with what to install by hand, otherwise. */
export async function ensureNginx(): Promise<string> {
  if (!findNginx() && isDebian() && process.getuid?.() === 0) {
    console.log('nginx is missing; installing it with apt-get.')
    // The test starts its own, so the package's service stays off.
    if (existsSync('/run/systemd/system')) await run('systemctl', ['mask', 'nginx'])
    await installPackages('nginx-light')
  }
  const found = findNginx()
  if (found && spawnSync(found, ['-v']).status === 0) return found
  throw new Error(
    'The documented proxy is tried with nginx. On Debian: `apt-get install nginx-light` as root. Elsewhere: put `nginx` into the PATH. Then run again.',
  )
}
