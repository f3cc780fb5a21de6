import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const megabytes = 64
const chunk = Buffer.alloc(64 * 1024)

/** Mounts a small file system in memory. @throws Error if it cannot be mounted */
export function mountSmallDisk(): { folder: string; unmount(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-disk-'))
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'recapito-test', folder]
  const { status, stderr, error } = spawnSync('mount', options, { encoding: 'utf8' })
  if (status === 0) {
    return {
      folder,
      unmount() {
        spawnSync('umount', [folder])
        rmSync(folder, { recursive: true, force: true })
      },
    }
  }
  rmSync(folder, { recursive: true, force: true })
  throw new Error(
    `The test of a full disk needs a small file system of its own, which only root can mount (${(stderr || error?.message || '').trim()}). ` +
      'Run it as root on Linux, in a container with CAP_SYS_ADMIN. Nothing was shown of a full disk.',
  )
}

export function fillDisk(file: string): void {
  const opened = openSync(file, 'w')
  try {
    for (;;) writeSync(opened, chunk)
  } catch {
    // ENOSPC: less than a chunk is left.
    try {
      for (;;) writeSync(opened, chunk, 0, 512)
    } catch {
      // Full.
    }
  } finally {
    closeSync(opened)
  }
}
