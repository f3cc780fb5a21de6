import { beforeEach, describe, expect, test } from 'vitest'
import { routes } from '#/db/schema/notices.ts'
import { minute, moveClock } from '#/lib/clock.ts'
import { accepted, anEvent, openNoticeSetting, refused } from '#/tests/notice-setting.ts'
import { readNoticeMail } from './mail-content.ts'

let setting: Awaited<ReturnType<typeof openNoticeSetting>>
beforeEach(async () => {
  setting = await openNoticeSetting()
})

describe('who else was told', () => {
  test('leaves out whom the message did not reach', async () => {
    await setting.one({ category: 'emergency' })
    await setting.work((to) => (to.startsWith('oncall') ? refused() : accepted))
    const handedOn = (await setting.mails()).at(-1)
    if (!handedOn) throw new Error('not handed on')
    expect(handedOn.recipient).toBe('tech@contacts.example')
    expect(await readNoticeMail(setting.store.read, handedOn)).toMatchObject({
      data: { handedOn: true, others: ['anna@aurora.example'] },
    })
  })
})

describe('a digest', () => {
  test('goes to those who get copies, too, and says that it is one', async () => {
    await setting.store.transact((tx) => tx.update(routes).set({ copyTo: 'operations' }).then())
    await setting.accept(Array.from({ length: 12 }, (_, n) => anEvent({ dedupKey: `alert ${n}` })))
    const digests = (await setting.mails()).filter(({ digestId }) => digestId)
    expect(digests.map(({ recipient, step }) => [recipient, step])).toEqual([
      ['anna@aurora.example', 0],
      ['operations@contacts.example', null],
    ])
    const copies = await Promise.all(digests.map((row) => readNoticeMail(setting.store.read, row)))
    expect(copies).toMatchObject([{ data: { copy: false } }, { data: { copy: true } }])
  })

  test('says of each whether it is over, and tells nobody of that again', async () => {
    await setting.accept(Array.from({ length: 12 }, (_, n) => anEvent({ dedupKey: `alert ${n}` })))
    await setting.one({ dedupKey: 'alert 11', action: 'resolve' })
    moveClock(6 * minute)
    const [digest] = (await setting.claim()).filter(({ digestId }) => digestId)
    if (!digest) throw new Error('no digest')
    expect(await readNoticeMail(setting.store.read, digest)).toMatchObject({
      data: {
        count: 2,
        items: [{ resolved: false }, { resolved: true }],
      },
    })
    expect((await setting.told()).filter((one) => one.startsWith('resolve'))).toEqual([])
  })
})
