import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { cruise, type IModule } from 'dependency-cruiser'
import { beforeAll, expect, test } from 'vitest'

/**
 * The browser receives what client components import: it must be components and pure files of lib. Types do not count,
 * and references replace a file of server actions.
 */
const builtIn = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]))
const serverOnly =
  /^(env\.ts$|db\/(?!words\/)|lib\/platform\/(store|log|outbox|relay)\/|lib\/platform\/values\/ids\.ts$|lib\/.*\/(queries|commands|define-action)\.ts$|node_modules\/(zod|pino|next-auth)\/)/

let modules: Map<string, IModule>
beforeAll(async () => {
  const { output } = await cruise(['app', 'components', 'lib'], {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.test\\.tsx?$' },
  })
  if (typeof output === 'string') throw new Error(output)
  modules = new Map(output.modules.filter((one) => !one.couldNotResolve).map((one) => [one.source, one]))
})

function startsWith(file: string, directive: 'use client' | 'use server'): boolean {
  return /\.tsx?$/.test(file) && readFileSync(file, 'utf8').startsWith(`'${directive}'`)
}

/** The chains of imports from `file` to a file that a browser must not have. */
function findWays(file: string, seen = new Set<string>()): string[] {
  const ways: string[] = []
  for (const { couldNotResolve, resolved, dependencyTypes } of modules.get(file)?.dependencies ?? []) {
    // dependency-cruiser itself reports what it cannot resolve.
    if (couldNotResolve) continue
    if (dependencyTypes.includes('type-only') || seen.has(resolved)) continue
    seen.add(resolved)
    if (serverOnly.test(resolved) || builtIn.has(resolved)) ways.push(`${file} → ${resolved}`)
    else if (resolved.startsWith('node_modules/')) continue
    else if (!startsWith(resolved, 'use server'))
      ways.push(...findWays(resolved, seen).map((way) => `${file} → ${way}`))
  }
  return ways
}

test('client components import nothing that belongs to the server', () => {
  const clients = [...modules.keys()].filter((file) => startsWith(file, 'use client'))
  expect(clients).not.toEqual([])
  expect(clients.flatMap((file) => findWays(file))).toEqual([])
})

test('finds the chain from a file to the store', () => {
  expect(findWays('app/page.tsx')).toContainEqual(
    expect.stringMatching(/ → (db\/|env\.ts|lib\/platform\/store\/)/),
  )
})
