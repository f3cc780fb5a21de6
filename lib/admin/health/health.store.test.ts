import { unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { turns } from '#/db/schema/record.ts'
import { openStore } from '#/db/store/index.ts'
import { engine } from '#/db/store/store.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { failingOn } from '#/tests/failing.ts'
import { recordLog } from '#/tests/recorded-log.ts'
import { fillDisk, mountSmallDisk } from '#/tests/small-disk.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { readHealth } from './health.ts'

const store = perTest(openTestStore)

test('reports ok for a store that can be read and written', async () => {
  const { engine } = store
  expect(await readHealth(async () => store, minute)).toMatchObject({ status: 'ok', store: { engine } })
})

test('reports unavailable for a store that can only be read', async () => {
  recordLog()
  expect(await readHealth(async () => failingOn(store, turns), minute)).toEqual({ status: 'unavailable' })
})

test('reports unavailable for a store that does not answer in time', async () => {
  recordLog()
  expect(await readHealth(() => new Promise(() => undefined), 1)).toEqual({ status: 'unavailable' })
})

if (engine === 'sqlite') {
  test('reports unavailable while the disk is full, and ok once there is space', async () => {
    recordLog()
    const disk = mountSmallDisk()
    const full = await openStore({ file: join(disk.folder, 'recapito.sqlite') })
    onTestFinished(async () => {
      await full.close()
      disk.unmount()
    })
    const ballast = join(disk.folder, 'ballast')
    fillDisk(ballast)
    expect(await readHealth(async () => full, minute)).toEqual({ status: 'unavailable' })
    unlinkSync(ballast)
    expect(await readHealth(async () => full, minute)).toMatchObject({ status: 'ok' })
  })
}
