import { join } from 'node:path'
import { fillDemoStore } from './demo-store.ts'
import { ownVariables } from './own-environment.ts'
import { readFreePort } from './port.ts'
import { installed, root, runNode } from './run.ts'

const port = await readFreePort()
// Otherwise Next takes them from a file `.env`, which may be a server's.
for (const name of ownVariables) process.env[name] ??= ''
process.env.RECAPITO_MODE = 'development'
process.env.STAFF_PASSKEYS ||= 'optional'
process.env.APP_URL ||= `http://localhost:${port}`
process.env.DATA_DIR ||= join(root, 'data/development')
process.env.NEXT_TELEMETRY_DISABLED = '1'
if (!process.env.DATABASE_URL) await fillDemoStore(process.env.DATA_DIR)

process.exitCode = await runNode([
  installed('next/dist/bin/next'),
  'dev',
  '--hostname=127.0.0.1',
  `--port=${port}`,
])
