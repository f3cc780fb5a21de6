import { existsSync, readFileSync } from 'node:fs'
import { type RunOptions, run } from './run.ts'

export function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

/** Installs Debian packages, as root; the caller checks the result. */
export async function installPackages(...names: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const quiet: RunOptions = { env, stdio: ['ignore', 'ignore', 'inherit'] }
  await run('apt-get', ['update', '-q'], quiet)
  await run('apt-get', ['install', '-qy', '--no-install-recommends', ...names], quiet)
}
