import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findAlertmanager } from '../scripts/alertmanager.ts'
import { findPort } from '../tests/port.ts'
import { paolo } from './demo.ts'
import { expect, test } from './fixtures.ts'
import { end, listenTo, waitUntilReady } from './server.ts'
import type { Site } from './site.ts'

const document = readFileSync(resolve(import.meta.dirname, '../docs/monitoring.md'), 'utf8')
const portal = 'https://portal.example.com'

type Alert = { labels: Record<string, string>; annotations?: Record<string, string>; endsAt?: string }
type Alertmanager = {
  send(alerts: Alert[]): Promise<void>
  changeKey(key: string): void
  log(): string
  stop(): Promise<void>
}

/** Runs a real Alertmanager with `configuration`; the file that it names contains `key`. */
async function startAlertmanager(configuration: string, key: string): Promise<Alertmanager> {
  const program = findAlertmanager()
  if (!program) throw new Error('Alertmanager is missing; `npm test` brings it.')
  const folder = mkdtempSync(join(tmpdir(), 'recapito-alertmanager-'))
  const keyFile = join(folder, 'recapito.key')
  writeFileSync(keyFile, key)
  const file = join(folder, 'alertmanager.yml')
  writeFileSync(file, configuration.replaceAll('/etc/prometheus/recapito.key', keyFile))
  const address = `127.0.0.1:${await findPort()}`
  const child = spawn(
    program,
    [
      `--config.file=${file}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const log = listenTo(child)
  await waitUntilReady(child, `http://${address}/-/ready`, log)
  return {
    send: (alerts) => send(`http://${address}/api/v2/alerts`, alerts),
    changeKey: (other) => writeFileSync(keyFile, other),
    log,
    stop: async () => {
      await end(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function send(url: string, alerts: Alert[]): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(alerts) })
  if (!answer.ok) throw new Error(`Alertmanager answered ${answer.status}: ${await answer.text()}`)
}

/** The documented configuration for this site, without its waiting times. */
function readConfiguration(name: string, site: Site): string {
  const found = new RegExp(`<!-- ${name} -->\n\`\`\`yaml\n(.+?)\`\`\``, 's').exec(document)?.[1]
  if (!found?.includes(portal)) throw new Error(`docs/monitoring.md has no configuration "${name}".`)
  return found
    .replaceAll(portal, site.url)
    .replace('group_wait: 30s', 'group_wait: 100ms')
    .replace('group_interval: 5m', 'group_interval: 1s')
}

const feed: Alert = {
  labels: {
    account: 'poliambulatorio-levante',
    alertname: 'FeedErrorsHigh',
    category: 'production-alert',
    environment: 'production',
    severity: 'warning',
  },
  annotations: {
    summary: 'Feed error rate 23%',
    description: 'More than one in five items of the last feed were refused.',
    runbook_url: 'https://runbooks.example.com/feed-errors',
  },
}
/** The end must not be before the start, or Alertmanager starts a new alert. */
const ended = (alert: Alert): Alert => ({ ...alert, endsAt: new Date().toISOString() })

for (const receiver of ['webhook', 'pagerduty']) {
  test(`the documented ${receiver} configuration mails the beginning and the end`, async ({ site }) => {
    const alertmanager = await startAlertmanager(
      readConfiguration(receiver, site),
      site.makeKey('events:write'),
    )
    try {
      await alertmanager.send([feed])
      const begun = await site.mailTo(paolo)
      expect(begun.subject).toContain('Feed error rate 23%')
      expect(begun.text).toContain('More than one in five items of the last feed were refused.')
      const [notice] = site.rows<{ id: string; category: string; state: string }>(
        "select id, category, state from notices where summary = 'Feed error rate 23%' order by first_seen_at desc",
      )
      expect(notice).toMatchObject({ category: 'production-alert', state: 'open' })
      await alertmanager.send([ended(feed)])
      const over = await site.mailTo(paolo)
      expect(over.subject).toContain('Feed error rate 23%')
      expect(site.rows('select closed_how from notices where id = ?', notice?.id)).toEqual([
        { closed_how: 'resolved' },
      ])
      expect(alertmanager.log()).not.toMatch(/level=ERROR|level=WARN.*(notify|receiver)/)
    } finally {
      await alertmanager.stop()
    }
  })
}

test('after a 4xx Alertmanager resends only what still fires at the next group_interval', async ({
  site,
}) => {
  const alertmanager = await startAlertmanager(readConfiguration('webhook', site), 'x'.repeat(32))
  const named = (summary: string): Alert => ({
    labels: { ...feed.labels, alertname: 'Refused', instance: summary },
    annotations: { summary },
  })
  const [fires, passes] = [named('Still fires'), named('Resolved in between')]
  try {
    await alertmanager.send([fires, passes])
    await expect.poll(alertmanager.log).toContain('unexpected status code 401')
    await alertmanager.send([ended(passes)])
    alertmanager.changeKey(site.makeKey('events:write'))
    expect((await site.mailTo(paolo)).subject).toContain('Still fires')
    const told = "select summary from notices where summary in ('Still fires', 'Resolved in between')"
    expect(site.rows(told)).toEqual([{ summary: 'Still fires' }])
  } finally {
    await alertmanager.stop()
  }
})
