import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newTestFolder } from '#/tests/folder.ts'
import { readProcessorMinutes } from './processor-time.ts'

test('adds user and system time of the process and of those below it', () => {
  const file = join(newTestFolder(), 'stat')
  // proc_pid_stat(5): pid, (comm), state, then 10 fields before utime, stime, cutime and cstime.
  writeFileSync(file, '7 (a name) of ) 3) S 1 7 7 0 -1 4194304 9 9 9 9 600 1200 6000 4200 20 0 1 0\n')
  expect(readProcessorMinutes(file)).toBe(2)
})

test('says nothing where the system does not', () => {
  expect(readProcessorMinutes(join(newTestFolder(), 'absent'))).toBeUndefined()
})
