import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** The running version. `commit`: what the build was made from; empty for a build outside of git, and in the sources. */
export type Version = { version: string; commit: string }

let known: Version | undefined

/** The version that the build wrote beside the program, or that of the sources. */
export function readVersion(): Version {
  known ??= parseVersion(readText())
  return known
}

/** Each path is written out: of a path that is made at run time Next takes the whole folder into the build. */
function readText(): string {
  if (existsSync(resolve('version.json'))) return readFileSync(resolve('version.json'), 'utf8')
  return readFileSync(resolve('package.json'), 'utf8')
}

/** Picks the two fields: package.json has many others. */
function parseVersion(text: string): Version {
  const { version, commit = '' } = JSON.parse(text)
  return { version, commit }
}

/** `0.6.0 (1a2b3c4d5e6f)`. */
export function formatVersion({ version, commit }: Version): string {
  return commit ? `${version} (${commit})` : version
}
