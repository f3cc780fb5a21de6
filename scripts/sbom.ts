import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Lock, makeBom } from './bom.ts'
import { root } from './run.ts'

const file = 'sbom.cdx.json'
const lock: Lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const bom = makeBom(lock, { serial: randomUUID(), at: Date.now() })
writeFileSync(join(root, file), `${JSON.stringify(bom, null, 2)}\n`)
console.log(`${file}: ${bom.components.length} components`)
