import { certificateFile } from '../tests/certificates.ts'
import { openRelay } from '../tests/relay-server.ts'
import { elena } from './demo.ts'
import { expect, test } from './fixtures.ts'
import { askForCode, withSite } from './site.ts'

const certificate = certificateFile('trusted')

test('a relay with a private certificate: the log says at the start what to do, and sign-in that email is delayed', async ({
  demoStore,
  page,
}) => {
  const relay = await openRelay({ certificate: 'trusted' })
  try {
    await withSite(demoStore.copy(), { environment: { SMTP_URL: relay.url } }, async ({ server }) => {
      const [, line = ''] = (await waitForLog(server.log, /^(.*mail server is unavailable.*)$/m)) ?? []
      expect(JSON.parse(line)).toMatchObject({
        reason: 'CONN DEPTH_ZERO_SELF_SIGNED_CERT',
        remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
      })
      const delayed = page.getByText('Email is delayed right now')
      await askForCode(page, elena, `${server.url}/sign-in`)
      await expect(delayed).toBeVisible()
      await page.goto(`${server.url}/sign-in`)
      await expect(delayed).toBeVisible()
    })
    expect(relay.received).toEqual([])
    const trusting = { SMTP_URL: relay.url, NODE_EXTRA_CA_CERTS: certificate }
    await withSite(demoStore.copy(), { environment: trusting }, async ({ server }) => {
      await waitForLog(server.log, /mail server is available/)
      await askForCode(page, elena, `${server.url}/sign-in`)
      await expect(page.getByText('Email is delayed right now')).toBeHidden()
      await expect.poll(() => relay.received.map(({ recipients }) => recipients)).toEqual([[elena]])
    })
  } finally {
    await relay.close()
  }
})

async function waitForLog(log: () => string, words: RegExp): Promise<RegExpExecArray | null> {
  await expect.poll(log).toMatch(words)
  return words.exec(log())
}
