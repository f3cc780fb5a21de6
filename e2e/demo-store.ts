import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillDemoStore } from '../scripts/demo-store.ts'
import { storeFile } from './server.ts'

export type DemoStore = { folder: string; copy(of?: string): string; remove(): void }

export async function makeDemoStore(): Promise<DemoStore> {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-demo-'))
  await fillDemoStore(join(folder, 'template'))
  return demoStoreIn(folder)
}

/** The created store; `copy` returns a folder with a copy of it, or of another folder's store, in about 2 ms. */
export function demoStoreIn(folder: string): DemoStore {
  return {
    folder,
    copy: (of = join(folder, 'template')) => {
      const copy = mkdtempSync(join(folder, 'copy-'))
      copyFileSync(storeFile(of), storeFile(copy))
      return copy
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
