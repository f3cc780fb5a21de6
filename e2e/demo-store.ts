import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillDemoStore } from '../scripts/demo-store.ts'
import { storeFile } from './server.ts'

export type DemoStore = { copy(): string; remove(): void }

/** Makes the demo store once; `copy` answers a folder with a copy of it. Close to 2 ms each. */
export async function makeDemoStore(): Promise<DemoStore> {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-demo-'))
  await fillDemoStore(join(folder, 'template'))
  return {
    copy: () => {
      const copy = mkdtempSync(join(folder, 'copy-'))
      copyFileSync(storeFile(join(folder, 'template')), storeFile(copy))
      return copy
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
