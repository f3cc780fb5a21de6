import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newTestFolder } from '#/tests/folder.ts'
import { dropStrays, nameBuild } from './standalone.ts'

function newSources(page: string): string {
  const folder = newTestFolder()
  mkdirSync(join(folder, 'app/deep'), { recursive: true })
  writeFileSync(join(folder, 'app/deep/page.tsx'), page)
  writeFileSync(join(folder, 'env.ts'), 'one')
  return folder
}

test('gives builds of the same sources and key one id, in digits', () => {
  const id = nameBuild(newSources('page'), 'key')
  expect(nameBuild(newSources('page'), 'key')).toBe(id)
  expect(id).toMatch(/^\d+$/)
})

test('gives other texts, names or keys another id, and ignores files outside the build', () => {
  const folder = newSources('page')
  const id = nameBuild(folder, 'key')
  expect(nameBuild(newSources('other'), 'key')).not.toBe(id)
  expect(nameBuild(folder, 'other key')).not.toBe(id)
  writeFileSync(join(folder, 'README.md'), 'text')
  expect(nameBuild(folder, 'key')).toBe(id)
  renameSync(join(folder, 'app/deep/page.tsx'), join(folder, 'app/deep/route.ts'))
  expect(nameBuild(folder, 'key')).not.toBe(id)
})

test('a build keeps no store, no environment and nothing else of the folder that it was made in', () => {
  const folder = newTestFolder()
  for (const name of ['data/demo', 'store', 'db/migrations'])
    mkdirSync(join(folder, name), { recursive: true })
  for (const name of [
    '.env',
    '.env.production',
    'data/demo/recapito.sqlite',
    'store/recapito.sqlite',
    'server.js',
  ])
    writeFileSync(join(folder, name), '')
  dropStrays(folder)
  expect(readdirSync(folder).toSorted()).toEqual(['db', 'server.js'])
})
