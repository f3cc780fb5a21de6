import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newTestFolder } from '#/tests/folder.ts'
import { describeSources } from './version.ts'

function newSources(): string {
  const folder = newTestFolder()
  writeFileSync(join(folder, 'package.json'), '{"version": "1.2.3"}')
  return folder
}

test('a build outside of git keeps the version, and the commit that it is given', () => {
  expect(describeSources(newSources(), '')).toEqual({ version: '1.2.3', commit: '' })
  expect(describeSources(newSources(), 'abc')).toEqual({ version: '1.2.3', commit: 'abc' })
})

test('a build keeps its commit, and says that files were changed since', () => {
  const folder = newSources()
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...words], { cwd: folder })
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message=One')
  const commit = git('rev-parse', '--short=12', 'HEAD').toString().trim()
  expect(describeSources(folder, '')).toEqual({ version: '1.2.3', commit })
  writeFileSync(join(folder, 'package.json'), '{"version": "1.2.4"}')
  expect(describeSources(folder, '')).toEqual({ version: '1.2.4', commit: `${commit}-dirty` })
  // Unpacked inside another repository.
  const inside = join(folder, 'recapito')
  mkdirSync(inside)
  writeFileSync(join(inside, 'package.json'), '{"version": "1.2.3"}')
  expect(describeSources(inside, '')).toEqual({ version: '1.2.3', commit: '' })
})
