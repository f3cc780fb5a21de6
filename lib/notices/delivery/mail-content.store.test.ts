import { beforeEach, describe, expect, test } from 'vitest'
import { routes } from '#/db/schema/notices.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { accepted, aStorm, openNoticeSetting, refused } from '#/tests/notice-setting.ts'
import { runEscalations } from './escalations.ts'
import { readNoticeMail } from './mail-content.ts'

let setting: Awaited<ReturnType<typeof openNoticeSetting>>
beforeEach(async () => {
  setting = await openNoticeSetting()
})

describe('who else was told', () => {
  test('leaves out people whose message failed', async () => {
    await setting.one({ category: 'emergency' })
    await setting.work((to) => (to.startsWith('oncall') ? refused() : accepted))
    const handedOn = (await setting.mails()).at(-1)
    if (!handedOn) throw new Error('not handed on')
    expect(handedOn.recipient).toBe('tech@contacts.example')
    expect(await readNoticeMail(setting.store.read, handedOn)).toMatchObject({
      data: { handedOn: 'unreached', others: ['anna@aurora.example'] },
    })
  })

  test('includes the programme’s team, which an escalation mails at the same moment', async () => {
    const { store } = setting
    await store.transact((tx) => tx.update(routes).set({ steps: ['technical-emergency'], copyTo: null }))
    await setting.one({ category: 'emergency' })
    await setting.work()
    moveClock(31 * minute)
    await runEscalations(store)
    const again = (await setting.mails()).find(({ part }) => part === 'escalation')
    if (!again) throw new Error('not escalated')
    const mail = await readNoticeMail(store.read, again)
    expect(mail).toMatchObject({ data: { others: [], staffTold: true } })
    const { text } = renderMail(mail, 'en', { programmeName: 'Desk', appUrl: 'https://desk.example' })
    expect(text).toContain('but the Desk team was.')
    expect(text).not.toContain('Nobody else was told.')
  })
})

describe('why a notice comes to a later step', () => {
  const handedOnOf = async (category: 'technical' | 'merchant-issue') => {
    await setting.one({ category })
    const [first] = await setting.mails()
    if (!first) throw new Error('nobody was mailed')
    const mail = await readNoticeMail(setting.store.read, first)
    const { text } = renderMail(mail, 'en', { programmeName: 'Desk', appUrl: 'https://desk.example' })
    return { step: first.step, data: mail.data, text }
  }

  test('says that mail to earlier contacts bounces', async () => {
    await setting.mark('tech@contacts.example')
    const { step, data, text } = await handedOnOf('technical')
    expect([step, data]).toMatchObject([1, { handedOn: 'unreached' }])
    expect(text).toContain('We could not reach the people')
  })

  test('does not claim a failure when earlier steps have no contacts', async () => {
    const { store, account } = setting
    const content = completeContacts([setting.anna.id], { technical: [] })
    await store.transact((tx) =>
      buildRevision(tx, { accountId: account.id, savedBy: setting.anna.id, content }),
    )
    const { step, data, text } = await handedOnOf('technical')
    expect([step, data]).toMatchObject([1, { handedOn: 'unnamed' }])
    expect(text).toContain('has named nobody for notices like this')
    expect(text).not.toContain('could not reach')
  })
})

describe('a digest', () => {
  test('also goes to the people who get copies, and says that it is a digest', async () => {
    await setting.store.transact((tx) => tx.update(routes).set({ copyTo: 'operations' }).then())
    await setting.accept(aStorm(12))
    const digests = (await setting.mails()).filter(({ digestId }) => digestId)
    expect(digests.map(({ recipient, step }) => [recipient, step])).toEqual([
      ['anna@aurora.example', 0],
      ['operations@contacts.example', null],
    ])
    const copies = await Promise.all(digests.map((row) => readNoticeMail(setting.store.read, row)))
    expect(copies).toMatchObject([{ data: { copy: false } }, { data: { copy: true } }])
  })

  test('lists the most urgent notices first', async () => {
    const [severe] = aStorm(1, { severity: 'critical', summary: 'Bookings fail' }, 12)
    if (!severe) throw new Error('no storm')
    await setting.accept([...aStorm(12, { severity: 'warning', summary: 'Feed is slow' }), severe])
    moveClock(6 * minute)
    const [digest] = (await setting.claim()).filter(({ digestId }) => digestId)
    if (!digest) throw new Error('no digest')
    const { data } = await readNoticeMail(setting.store.read, digest)
    expect(data.items).toMatchObject([
      { summary: 'Bookings fail' },
      { summary: 'Feed is slow' },
      { summary: 'Feed is slow' },
    ])
  })

  test('says which notices are over, and nobody is told again', async () => {
    await setting.accept(aStorm(12))
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
