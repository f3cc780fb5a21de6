import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Store } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { clearMarks, markAddress } from '#/lib/accounts/proof/marks.ts'
import { confirmAddress } from '#/lib/changes/contacts/answer.ts'
import { consumePoints } from '#/lib/platform/limits/count.ts'
import { limits } from '#/lib/platform/limits/table.ts'
import { day, hour, moveClock, now } from '#/lib/platform/values/clock.ts'
import { openConfirmationSetting } from '#/tests/confirmation-setting.ts'
import { perTest } from '#/tests/store.ts'
import { sendConfirmations } from './reminders.ts'
import { resendAllConfirmations, resendConfirmation } from './resend.ts'

const oncall = 'oncall@x.example'
const setting = perTest(openConfirmationSetting)

/** The mails that the job sends `time` after the start. */
async function mailedAfter(time: number): Promise<string[]> {
  moveClock(time)
  await sendConfirmations(setting.store)
  return setting.takeMails()
}
const both = ['confirm-address oncall@x.example', 'confirm-address support@x.example']

describe('reminders', () => {
  test('go after 3 and 7 days, and then stop', async () => {
    await setting.submit({ emergency: [oncall] })
    expect(await mailedAfter(hour)).toEqual(both)
    expect(await mailedAfter(3 * day - hour)).toEqual([])
    moveClock(3 * day + hour)
    await sendConfirmations(setting.store)
    expect((await setting.mails())[0]?.data).toMatchObject({ kind: 'reminder', askerName: 'Elena' })
    expect(await setting.takeMails()).toEqual(both)
    expect(await mailedAfter(7 * day - hour)).toEqual([])
    expect(await mailedAfter(7 * day + hour)).toEqual(both)
    expect(await mailedAfter(30 * day)).toEqual([])
    expect(await setting.row(oncall)).toMatchObject({ mails: 3, mailDueAt: null })
  })

  test('go out once after a week of downtime, also with several workers', async () => {
    await setting.submit({ emergency: [oncall] })
    await setting.takeMails()
    moveClock(8 * day)
    const mailed = await Promise.all([sendConfirmations(setting.store), sendConfirmations(setting.store)])
    expect(mailed.sort()).toEqual([0, 3])
    expect(await setting.takeMails()).toEqual(both)
    expect(await mailedAfter(9 * day)).toEqual([])
  })

  test('stop once the address is confirmed, removed or a member’s', async () => {
    await setting.submit({ emergency: [oncall, 'gone@x.example', 'paolo@x.example'] })
    await confirmAddress(setting.store, (await setting.tokens(oncall))[0] ?? '')
    await setting.submit({ emergency: [oncall, 'paolo@x.example'] })
    await setting.join('paolo@x.example')
    await setting.takeMails()
    expect(await mailedAfter(3 * day + hour)).toEqual(['confirm-address support@x.example'])
  })

  test('wait while the integration type hides the only field of the address', async () => {
    await setting.submit({ emergency: [oncall, 'other@x.example'] })
    await setting.hide(oncall)
    await setting.takeMails()
    expect(await mailedAfter(3 * day + hour)).toEqual(['confirm-address support@x.example'])
    const showing = { integrationTypeId: 'appointments-redirect' }
    await setting.store.transact((tx) => tx.update(unguarded(accounts)).set(showing))
    expect(await mailedAfter(4 * day + 2 * hour)).toEqual(['confirm-address oncall@x.example'])
  })

  test('wait while the address bounces, and continue once its mark is cleared', async () => {
    await setting.submit({ emergency: [oncall] })
    await setting.takeMails()
    const { store } = setting
    await store.transact((tx) => markAddress(tx, { address: oncall, deliveryId: null, status: '5.1.1' }, 0))
    expect(await mailedAfter(3 * day + hour)).toEqual(['confirm-address support@x.example'])
    await store.transact((tx) => clearMarks(tx, [oncall]))
    expect(await mailedAfter(4 * day + 2 * hour)).toEqual(['confirm-address oncall@x.example'])
  })
})

test('postpones the mail of an account that closes during the job', async () => {
  await setting.submit({ emergency: [oncall] })
  await setting.takeMails()
  moveClock(3 * day + hour)
  const { store } = setting
  let calls = 0
  const closing: Store = {
    ...store,
    // The first call claims the job's turn.
    async transact(work, options) {
      if (++calls === 2)
        await store.transact(async (tx) => tx.update(unguarded(accounts)).set({ closedAt: now() }))
      return store.transact(work, options)
    },
  }
  expect(await sendConfirmations(closing)).toBe(0)
  expect((await setting.row(oncall))?.mailDueAt).toBeLessThan(now())
})

test('sends a delayed first mail, and schedules its reminders from then', async () => {
  await setting.submit({ emergency: [oncall] })
  await setting.submit({})
  await setting.submit({ emergency: [oncall] })
  await setting.takeMails()
  expect(await mailedAfter(day - hour)).toEqual([])
  expect(await mailedAfter(day + hour)).toEqual(['confirm-address oncall@x.example'])
  expect(await mailedAfter(4 * day + hour / 2)).toEqual(['confirm-address support@x.example'])
  expect(await mailedAfter(4 * day + 2 * hour)).toEqual(['confirm-address oncall@x.example'])
})

describe('sending again', () => {
  const again = async () => resendConfirmation(setting.store, await setting.grant(), oncall)

  test('sends a second link, once an hour, and moves the next reminder', async () => {
    await setting.submit({ emergency: [oncall] })
    await expect(again()).rejects.toMatchObject({ code: 'asked-lately', params: { minutes: 60 } })
    moveClock(hour + 1000)
    await again()
    const tokens = await setting.tokens(oncall)
    expect(tokens).toHaveLength(2)
    await expect(again()).rejects.toThrow('asked-lately')
    moveClock(2 * day)
    await again()
    expect((await setting.row(oncall))?.mailDueAt).toBeGreaterThan(now() + 2 * day - hour)
    expect(await confirmAddress(setting.store, tokens[0] ?? '')).toBe(true)
    await expect(again()).rejects.toThrow('nothing-to-confirm')
  })

  test('has a longer delay each time, so that nobody floods a stranger’s mailbox', async () => {
    await setting.submit({ emergency: [oncall] })
    let sent = 0
    for (let hours = 12; hours <= 30 * 24; hours += 12) {
      moveClock(hours * hour + 1000)
      await again().then(
        () => sent++,
        () => undefined,
      )
    }
    expect(sent).toBe(10)
    moveClock(30 * day + hour)
    const params = { hours: expect.any(Number) }
    await expect(again()).rejects.toMatchObject({ code: 'asked-often', params })
  })

  test('asks an address that was never asked; refuses members, strangers, bouncing and waiting addresses', async () => {
    const { store } = setting
    await setting.submit({ emergency: [oncall, 'elena@levante.example'] })
    await store.transact((tx) => tx.delete(confirmations))
    await setting.takeMails()
    await again()
    expect(await setting.takeMails()).toEqual(['confirm-address oncall@x.example'])
    for (const address of ['elena@levante.example', 'stranger@x.example']) {
      const asked = resendConfirmation(store, await setting.grant(), address)
      await expect(asked).rejects.toThrow('nothing-to-confirm')
    }
    await setting.submit({})
    await setting.submit({ emergency: [oncall] })
    await expect(again()).rejects.toMatchObject({ code: 'asked-later', params: { hours: 24 } })
    await store.transact((tx) => markAddress(tx, { address: oncall, deliveryId: null, status: '5.1.1' }, 0))
    await expect(again()).rejects.toThrow('address-bouncing')
  })
})

describe('sending again to all', () => {
  const again = async () => resendAllConfirmations(setting.store, await setting.grant())

  test('asks each unconfirmed address that may be asked now, once an hour', async () => {
    await setting.submit({ emergency: [oncall], technical: ['tech@x.example'] })
    await expect(again()).rejects.toThrow('nobody-to-ask')
    await setting.takeMails()
    moveClock(hour + 1000)
    await resendConfirmation(setting.store, await setting.grant(), oncall)
    await setting.takeMails()
    // `other@x.example`, `support@x.example` and `tech@x.example`; on-call was just asked.
    expect(await again()).toBe(3)
    expect(await setting.takeMails()).toEqual([both[1], 'confirm-address tech@x.example'])
    await expect(again()).rejects.toThrow('nobody-to-ask')
  })

  test('leaves out addresses that bounce, wait for their first mail, or were asked too often elsewhere', async () => {
    const { store } = setting
    await setting.submit({ emergency: [oncall], technical: ['tech@x.example'] })
    await setting.submit({ technical: ['tech@x.example'] })
    await setting.submit({ emergency: [oncall], technical: ['tech@x.example'] })
    moveClock(hour + 1000)
    await store.transact(async (tx) => {
      await markAddress(tx, { address: 'tech@x.example', deliveryId: null, status: '5.1.1' }, 0)
      await consumePoints(
        tx,
        'confirmations-address',
        'support@x.example',
        limits['confirmations-address'].most,
      )
    })
    expect(await again()).toBe(1)
  })
})
