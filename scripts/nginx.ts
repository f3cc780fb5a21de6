import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages, isDebian } from './debian.ts'
import { run } from './run.ts'

/** nginx's program; Debian has it where only root's path looks. */
function findNginx(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path))
}

/** Installs Debian's nginx where that can be done; answers its program. @throws Error with what to install by hand, elsewhere. */
export async function bringNginx(): Promise<string> {
  if (!findNginx() && isDebian() && process.getuid?.() === 0) {
    console.log('nginx is missing; installing it with apt-get.')
    // The test starts its own; the package's service is not wanted.
    if (existsSync('/run/systemd/system')) await run('systemctl', ['mask', 'nginx'])
    await installPackages('nginx-light')
  }
  const found = findNginx()
  if (found && spawnSync(found, ['-v']).status === 0) return found
  throw new Error(
    'The documented proxy is tried with nginx. On Debian: `apt-get install nginx-light` as root. Elsewhere: put `nginx` into the PATH. Then run again.',
  )
}
