import { isOwnVariable } from './own-environment.ts'
import { ensurePrograms } from './programs.ts'
import { installed, runNode, stop } from './run.ts'
import { ensureBuild } from './trial.ts'

/** Runs in full what `npm test` samples: each program with its arguments. `short`: arguments for a quick try. */
const parts: Record<string, { program: readonly string[]; short: readonly string[] }> = {
  random: {
    program: [installed('vitest/vitest.mjs'), 'run', '--project', 'unit'],
    short: ['lib/contacts'],
  },
  postgres: {
    program: [installed('vitest/vitest.mjs'), 'run', '--project', 'postgres'],
    short: ['lib/cases'],
  },
  browser: { program: [installed('@playwright/test/cli.js'), 'test'], short: ['journey'] },
  crash: {
    program: ['scripts/crash.ts'],
    short: [
      'kill',
      '7',
      'disk',
      '1',
      'relay',
      '10',
      'stopped',
      '1',
      'clock',
      '1',
      'pair',
      '1',
      'database',
      '1',
    ],
  },
  'other-browsers': { program: ['scripts/other-browsers.ts'], short: ['1'] },
  endpoints: { program: ['scripts/endpoints.ts'], short: ['1'] },
  instances: { program: ['scripts/instances.ts'], short: ['1'] },
  serial: { program: ['scripts/serial-order.ts'], short: ['1'] },
  image: { program: ['scripts/image.ts'], short: [] },
  fuzz: { program: ['scripts/fuzz.ts'], short: ['1'] },
}

const [name, ...words] = process.argv.slice(2)
const isShort = name === 'short'
const chosen = name === undefined || isShort ? Object.keys(parts) : [name]
if (!chosen.every((one) => one in parts))
  stop(
    `\`npm run test:long -- crash kill 50\` runs one of ${Object.keys(parts).join(', ')}; without a name, all; \`short\` tries each.`,
  )

for (const variable of Object.keys(process.env)) if (isOwnVariable(variable)) delete process.env[variable]
process.env.TEST_LONG = '1'
await ensureBuild()
// The other parts install their own.
if (chosen.includes('browser'))
  await ensurePrograms().catch((error: unknown) =>
    stop(error instanceof Error ? error.message : String(error)),
  )
const outcomes: string[] = []
for (const one of chosen) {
  const { program = [], short = [] } = parts[one] ?? {}
  console.log(`\n== ${one}`)
  const began = Date.now()
  const code = await runNode([...program, ...(isShort ? short : words)])
  outcomes.push(`${one}: ${code === 0 ? 'passed' : 'failed'}, ${((Date.now() - began) / 1000).toFixed(0)} s`)
}
console.log(`\n${outcomes.join('\n')}`)
if (outcomes.some((one) => one.includes('failed'))) process.exit(1)
