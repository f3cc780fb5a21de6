import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, stop } from './run.ts'

const file = 'sbom.cdx.json'

/** Everything that the lock file says is installed to run, as CycloneDX; npm's own, offline. */
const asked = ['sbom', '--package-lock-only', '--omit', 'dev', '--sbom-format', 'cyclonedx']

type Bom = { metadata: { component: { name: string } }; components: unknown[] }

const npm = process.env.npm_execpath
if (!npm) stop('Run it as `npm run sbom`.')
const bom = JSON.parse(
  execFileSync(process.execPath, [npm, ...asked], { cwd: root, encoding: 'utf8' }),
) as Bom
// npm names the folder.
bom.metadata.component.name = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name
writeFileSync(join(root, file), `${JSON.stringify(bom, null, 2)}\n`)
console.log(`${file}: ${bom.components.length} components`)
