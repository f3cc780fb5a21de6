import { isOwnVariable } from './own-environment.ts'
import { installed, runNode, stop } from './run.ts'
import { bringBuild } from './trial.ts'

/** What `npm test` does in small doses, whole: each part is a program that takes the words after its name. */
const parts: Record<string, readonly string[]> = {
  postgres: [installed('vitest/vitest.mjs'), 'run', '--project', 'postgres'],
  browser: [installed('@playwright/test/cli.js'), 'test'],
  crash: ['scripts/crash.ts'],
  instances: ['scripts/instances.ts'],
  fuzz: ['scripts/fuzz.ts'],
}

const [name, ...words] = process.argv.slice(2)
const chosen = name === undefined ? Object.keys(parts) : [name]
if (!chosen.every((one) => one in parts))
  stop(
    `\`npm run test:long -- crash kill 50\` runs one of ${Object.keys(parts).join(', ')}; without a name, all.`,
  )

for (const variable of Object.keys(process.env)) if (isOwnVariable(variable)) delete process.env[variable]
process.env.TEST_LONG = '1'
await bringBuild()
const failed: string[] = []
for (const one of chosen) {
  console.log(`\n== ${one}`)
  if ((await runNode([...(parts[one] ?? []), ...words])) !== 0) failed.push(one)
}
if (failed.length > 0) stop(`\nFailed: ${failed.join(', ')}`)
