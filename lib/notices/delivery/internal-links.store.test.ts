import { describe, expect, test } from 'vitest'
import { eventSources } from '#/db/schema/notices.ts'
import { grantSource } from '#/lib/identity/keys/queries.ts'
import { makeMessage } from '#/lib/notices/endpoints/message.ts'
import { parseAlertmanager } from '#/lib/notices/formats/alertmanager.ts'
import { findNotice, findNoticeForSource } from '#/lib/notices/views/queries.ts'
import { findNoticeForStaff } from '#/lib/notices/views/staff-queries.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { keyWith } from '#/tests/endpoint.ts'
import { known } from '#/tests/known.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { readNoticeMail } from './mail-content.ts'

const setting = perTest(openNoticeSetting)

/** A Grafana emergency that fires or ends, with every kind of link. */
async function send(status: 'firing' | 'resolved' = 'firing'): Promise<string> {
  const alert = {
    status,
    labels: { account: 'aurora', alertname: 'FeedDown', severity: 'critical' },
    annotations: { runbook_url: 'https://runbooks.example/feed' },
    startsAt: '2026-11-25T11:00:00Z',
    fingerprint: 'f00d',
    generatorURL: 'https://prometheus.internal/graph?g0.expr=feed_up',
    dashboardURL: 'https://grafana.internal/d/feed',
    panelURL: 'https://grafana.internal/d/feed?viewPanel=2',
    silenceURL: 'https://grafana.internal/alerting/silence/new',
  }
  const read = parseAlertmanager({ alerts: [alert] }, {}, Date.now())
  if (!read.ok) throw new Error('The alert cannot be read.')
  const [taken] = await setting.accept(read.events, 'alertmanager')
  return taken?.noticeId ?? ''
}

/** The link texts that each reader gets. */
async function linksOf(id: string) {
  const { store } = setting
  const texts = (links: readonly { text: string }[] | undefined) => links?.map(({ text }) => text)
  const reader = await grantSource(store.read, await keyWith(store, 'notices:read'), 'notices:read')
  if (typeof reader === 'string') throw new Error(reader)
  const mails = (await setting.mails()).filter(({ noticeId }) => noticeId === id)
  const said = await Promise.all(mails.map((row) => readNoticeMail(store.read, row)))
  const [first, content] = [known(mails[0]), known(said[0])]
  const sender = { programmeName: '', appUrl: '', timeZone: null, wordless: true }
  const { data: told } = await makeMessage(store.read, first, [], content, sender)
  const linked = (links: unknown) => texts(links as { text: string }[] | undefined)
  const mailed = said.map(({ template, data }) => [template.name, linked(data.links)])
  return {
    partner: texts((await findNotice(store.read, await setting.member(), id))?.notice.links),
    api: texts((await findNoticeForSource(store.read, reader, id))?.notice.links),
    webhook: linked((told.notice as { links: unknown }).links),
    staff: texts((await findNoticeForStaff(store.read, await setting.support(), id))?.notice.links),
    mails: Object.fromEntries(mailed),
  }
}

const all = ['Source', 'Runbook', 'Dashboard', 'Panel', 'Silence']

describe('links into our own systems', () => {
  test('shows them to staff only, on pages and in mails', async () => {
    const id = await send()
    await setting.work()
    await setting.escalate(31 * minute)
    await send('resolved')
    const mails = { notice: ['Runbook'], 'notice-resolved': ['Runbook'], 'notice-escalation': all }
    expect(await linksOf(id)).toEqual({
      partner: ['Runbook'],
      api: ['Runbook'],
      webhook: ['Runbook'],
      staff: all,
      mails,
    })
  })

  test('shows them to partners if the source allows it', async () => {
    await setting.store.transact((tx) => tx.update(eventSources).set({ internalLinks: true }))
    const id = await send()
    expect(await linksOf(id)).toEqual({
      partner: all,
      api: all,
      webhook: all,
      staff: all,
      mails: { notice: all },
    })
  })
})

test('treats a link of that name in another format as the sender’s own', async () => {
  const { noticeId } = await setting.one({ links: [{ href: 'https://status.example/', text: 'Dashboard' }] })
  expect(await linksOf(noticeId)).toMatchObject({ partner: ['Dashboard'], mails: { notice: ['Dashboard'] } })
})
