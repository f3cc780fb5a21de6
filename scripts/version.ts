import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.ts'

/** The version and commit of the sources in `folder`, for a build to keep. `COMMIT` names it where there is no git. */
export function describeSources(folder: string = root, given = process.env.COMMIT) {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return { version: String(version), commit: given || findCommit(folder) }
}

/** The commit, with `-dirty` if files were changed since; empty without git, and in a folder of another repository. */
function findCommit(folder: string): string {
  if (askGit(folder, 'rev-parse', '--show-prefix') !== '') return ''
  return askGit(folder, 'describe', '--always', '--dirty', '--abbrev=12', '--exclude=*') ?? ''
}

/** What git prints; null if it fails. */
function askGit(folder: string, ...words: string[]): string | null {
  const { status, stdout } = spawnSync('git', words, { cwd: folder, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}
