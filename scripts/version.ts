import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.ts'

/** The version and commit of the sources in `folder`, for a build to keep. `COMMIT` names it where there is no git. */
export function describeSources(folder: string = root, given = process.env.COMMIT) {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return { version: String(version), commit: given || askGit(folder) }
}

/** The commit, with `-dirty` if files were changed since; empty without git. */
function askGit(folder: string): string {
  const asked = ['describe', '--always', '--dirty', '--abbrev=12', '--exclude=*']
  const { status, stdout } = spawnSync('git', asked, { cwd: folder, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : ''
}
