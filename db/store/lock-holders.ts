import { existsSync, readFileSync, statSync } from 'node:fs'

/** A process with a lock on a file; 0 if it is outside of what this one can see, as from inside a container. */
type Holder = { pid: number; writes: boolean }

/** The processes with a lock on a store's file or its index; known only on Linux (proc(5), /proc/locks). */
export function findLockHolders(file: string): Holder[] {
  if (!existsSync('/proc/locks')) return []
  const inodes = [file, `${file}-shm`].filter((path) => existsSync(path)).map((path) => statSync(path).ino)
  return readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .map((line) => line.split(/\s+/))
    .filter(([, , , , , place = '']) => inodes.some((inode) => place.endsWith(`:${inode}`)))
    .map(([, , , mode, pid]) => ({ pid: Math.max(0, Number(pid)), writes: mode === 'WRITE' }))
}

/** Who keeps others from a store, those that write before those that read: `process 5746 (next-server)`; null if unknown. */
export function describeLockHolders(file: string): string | null {
  const holders = findLockHolders(file).filter(({ pid }) => pid > 0)
  const writers = holders.filter(({ writes }) => writes)
  const pids = new Set((writers.length > 0 ? writers : holders).map(({ pid }) => pid))
  return pids.size === 0 ? null : [...pids].map(describeProcess).join(' and ')
}

function describeProcess(pid: number): string {
  try {
    return `process ${pid} (${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()})`
  } catch {
    return `process ${pid}`
  }
}
