import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatVersion } from '../lib/platform/log/version.ts'
import { placeBuild } from '../scripts/standalone.ts'
import { findPort } from '../tests/port.ts'
import { expect, test } from './fixtures.ts'
import { end, listenTo, waitUntilReady } from './server.ts'

// It starts its own server.
test.use({ baseURL: undefined })

const MB = 1_000_000

test('the folder of a build serves, has its command line, and holds at most 150 MB above Node', async () => {
  const base = mkdtempSync(join(tmpdir(), 'recapito-built-'))
  const folder = join(base, 'program')
  try {
    placeBuild(folder)
    const node = statSync(join(folder, 'node')).size
    expect(sizeOf(folder) - node).toBeLessThan(150 * MB)
    // Nothing that only the build needs, and no source but what the server reads.
    expect(readdirSync(folder).toSorted()).toEqual([
      '.next',
      'bin',
      'built',
      'db',
      'messages',
      'node',
      'node_modules',
      'package.json',
      'public',
      'server.js',
      'version.json',
    ])

    const port = await findPort()
    // PATH has the tools of the shell, and no Node.
    const env: NodeJS.ProcessEnv = {
      ...{ PATH: '/usr/bin:/bin', RECAPITO_MODE: 'demo', STAFF_PASSKEYS: 'optional', NODE_ENV: 'production' },
      ...{ DATA_DIR: join(base, 'data'), PORT: String(port), HOST: '127.0.0.1' },
      APP_URL: `http://127.0.0.1:${port}`,
    }
    const recapito = (...words: string[]) =>
      spawnSync(join(folder, 'bin/recapito'), words, { cwd: base, env, encoding: 'utf8' })
    expect(recapito('staff', 'list').stderr).toContain('No store in')

    const server = spawn(join(folder, 'node'), ['bin/start.js'], { cwd: folder, env, stdio: 'pipe' })
    try {
      await waitUntilReady(server, `http://127.0.0.1:${port}/api/health`, listenTo(server))
      const page = await fetch(`http://127.0.0.1:${port}/sign-in`)
      expect([page.status, (await page.text()).includes('</html>')]).toEqual([200, true])
      const built = JSON.parse(readFileSync(join(folder, 'version.json'), 'utf8'))
      const { version, commit = '' } = await (await fetch(`http://127.0.0.1:${port}/api/health`)).json()
      expect({ version, commit }).toEqual(built)
      expect(recapito('--version').stdout).toBe(`${formatVersion(built)}\n`)
      const added = recapito('staff', 'add', 'grace@desk.example', '--role', 'admin')
      expect(added.stdout).toMatch(/^grace@desk\.example is now staff/)
      expect(added.stderr).toContain(`Store: ${join(base, 'data/recapito.sqlite')}`)
      mkdirSync(join(base, 'backups'))
      expect(recapito('backup', 'backups').stdout).toContain('verified')
      expect(readdirSync(join(base, 'backups'))).toHaveLength(2)
      expect(recapito('source', 'add', 'Prometheus', '--scope', 'metrics:read').stdout).toMatch(
        /^[a-z0-9]{32}\n$/,
      )
      const { stdout, stderr } = recapito('doctor')
      expect(stderr).toBe('')
      expect(stdout).toMatch(/^ok +environment +/m)
      expect(stdout).toMatch(/^ok +store .*recapito\.sqlite, schema \d+\.$/m)
      const leadsHere = `http://127\\.0\\.0\\.1:${port} leads here, to version .*; there is no proxy\\.$`
      expect(stdout).toMatch(RegExp(`^ok +proxy +${leadsHere}`, 'm'))
      expect(stdout).toMatch(/^ok +clock +Within 1 s/m)
    } finally {
      await end(server)
    }
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
})

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}
