import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { currentOrigin } from './origin.ts'
import { clientAddress, followRequests } from './request-origin.ts'

test.each([
  ['', '::ffff:192.0.2.1', '192.0.2.1'],
  ['', '2001:DB8::1', '2001:db8::1'],
  ['198.51.100.7, 203.0.113.9', '127.0.0.1', '203.0.113.9'],
  ['', undefined, ''],
  ['<script>', '127.0.0.1', ''],
])('a request forwarded for %j over a connection from %s comes from %j', (forwarded, connected, address) => {
  expect(clientAddress(forwarded, connected)).toBe(address)
})

test('what a request makes happen knows where it comes from, on one connection too', async () => {
  followRequests()
  const server = createServer(async (_request, response) => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    response.end(currentOrigin())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const ask = async (from: string) =>
    (await fetch(`http://127.0.0.1:${port}`, { headers: { 'x-forwarded-for': from } })).text()
  expect(await Promise.all(['10.0.0.1', '10.0.0.2', '10.0.0.3'].map(ask))).toEqual([
    '10.0.0.1',
    '10.0.0.2',
    '10.0.0.3',
  ])
  expect([await ask('10.0.0.4'), await ask('10.0.0.5')]).toEqual(['10.0.0.4', '10.0.0.5'])
  expect(currentOrigin()).toBe('')
})
