import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.ts'

/**
 * Bundles the command line and the start of the server into `bin` of the build, with all that they import: the build
 * needs no `node_modules` but its own few.
 */
export async function bundlePrograms(built: string): Promise<void> {
  // Loaded late: many scripts need what is beside it, and none of them the bundler.
  const { rolldown } = await import('rolldown')
  const bundle = await rolldown({
    cwd: root,
    input: {
      recapito: 'bin/recapito.ts',
      start: 'scripts/serve.ts',
      // Started by its path, beside whatever part starts it: all parts are in one folder.
      'sqlite-migrate-thread': 'db/store/sqlite-migrate-thread.ts',
    },
    plugins: [
      {
        name: 'thread',
        renderChunk: (code) => code.replaceAll('./sqlite-migrate-thread.ts', './sqlite-migrate-thread.js'),
      },
    ],
    platform: 'node',
    // pg offers pg-native where it is installed, and we never install it. Next's server brings its own @next/env.
    external: ['@next/env', 'better-sqlite3', 'pg-native'],
    logLevel: 'warn',
  })
  await bundle.write({
    dir: join(built, 'bin'),
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'part-[hash].js',
  })
  await bundle.close()
  cpSync(join(root, 'bin/recapito'), join(built, 'bin/recapito'))
}
