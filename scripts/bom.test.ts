import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Lock, listInstalled, makeBom } from './bom.ts'
import { root } from './run.ts'

const lock: Lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const made = { serial: '3e671687-395b-41f5-a30f-a58921a69b79', at: 0 }

/** The components by group, name and version; their references; and the dependencies of the program. */
function readBom({ components, dependencies, metadata }: ReturnType<typeof makeBom>) {
  const needs = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]))
  const reached = new Set<string>()
  const reach = (ref: string): void => {
    if (reached.has(ref)) return
    reached.add(ref)
    for (const other of needs.get(ref) ?? []) reach(other)
  }
  reach(metadata.component['bom-ref'] ?? '')
  const names = components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name} ${version}`)
  return { needs, reached, names, refs: components.map((one) => one['bom-ref']) }
}

test('lists every installed runtime package in the bill of materials, with its hash and licence', () => {
  const bom = makeBom(lock, made)
  const { names, refs, reached, needs } = readBom(bom)
  const installed = new Set(listInstalled(lock).map(({ name, version }) => `${name} ${version}`))
  expect(installed.size).toBeGreaterThan(300)
  expect(names.toSorted()).toEqual([...installed].sort())
  // Packages for both runtime and development are listed; packages only for development are not.
  for (const name of ['next', 'pg', 'zod']) expect(names.join('\n')).toMatch(new RegExp(`^${name} \\d`, 'm'))
  expect(names.filter((name) => /^(vitest|@biomejs\/biome) /.test(name))).toEqual([])
  expect(new Set(refs).size).toBe(refs.length)
  expect(new Set(needs.keys())).toEqual(new Set([bom.metadata.component['bom-ref'], ...refs]))
  expect(refs.filter((ref) => !reached.has(ref))).toEqual([])
  for (const one of bom.components) {
    expect(one.purl, one.name).toMatch(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d[\w.+-]*$/)
    expect(one.licenses, one.name).toHaveLength(1)
  }
  // The hash of a package's file also covers the packages bundled in it.
  const bundled = new Set(listInstalled(lock).flatMap(({ inBundle, name }) => (inBundle ? [name] : [])))
  const unhashed = bom.components.filter(({ hashes }) => hashes?.[0]?.content.length !== 128)
  expect(
    unhashed.filter(({ group, name }) => !bundled.has(group ? `${group}/${name}` : (name ?? ''))),
  ).toEqual([])
})

test('finds a package’s dependencies from its own place upwards', () => {
  const packages = {
    '': { name: 'portal', version: '1.0.0', dependencies: { a: '*', b: '*' }, devDependencies: { d: '*' } },
    'node_modules/a': { version: '1.0.0', dependencies: { b: '*', '@s/c': '*' }, license: '(MIT OR ISC)' },
    'node_modules/a/node_modules/b': { version: '2.0.0', peerDependencies: { a: '*', missing: '*' } },
    'node_modules/b': { version: '1.0.0', optionalDependencies: { '@s/c': '*' } },
    'node_modules/@s/c': { version: '3.0.0', optional: true, integrity: 'sha1-/w== sha512-AAE=' },
    'node_modules/d': { version: '1.0.0', dev: true, dependencies: { b: '*' } },
    'node_modules/other': { version: '1.0.0', name: '@s/c', dependencies: { d: '*' } },
  }
  const bom = makeBom({ packages }, made)
  expect(Object.fromEntries(readBom(bom).needs)).toEqual({
    'pkg:npm/portal@1.0.0': ['pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0'],
    'pkg:npm/a@1.0.0': ['pkg:npm/b@2.0.0', 'pkg:npm/%40s/c@3.0.0'],
    'pkg:npm/b@2.0.0': ['pkg:npm/a@1.0.0'],
    'pkg:npm/b@1.0.0': ['pkg:npm/%40s/c@3.0.0'],
    'pkg:npm/%40s/c@3.0.0': [],
    'pkg:npm/%40s/c@1.0.0': [],
  })
  expect(bom.components).toContainEqual({
    type: 'library',
    'bom-ref': 'pkg:npm/%40s/c@3.0.0',
    group: '@s',
    name: 'c',
    version: '3.0.0',
    scope: 'optional',
    hashes: [
      { alg: 'SHA-1', content: 'ff' },
      { alg: 'SHA-512', content: '0001' },
    ],
    licenses: [],
    purl: 'pkg:npm/%40s/c@3.0.0',
  })
  expect(bom.components[0]?.licenses).toEqual([{ expression: '(MIT OR ISC)' }])
})
