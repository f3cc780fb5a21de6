import fc from 'fast-check'
import proxyAddr from 'proxy-addr'
import { expect, test } from 'vitest'
import { clientAddress, networkOf, parseClientAddress } from './origin.ts'

const compiled = proxyAddr.compile(['loopback', '10.0.0.0/8', 'fd00::/8'])
const trusts = (address: string) => compiled(address, 0)

test.each([
  // Nobody but a trusted proxy can say where a request comes from.
  ['', '::ffff:192.0.2.1', '192.0.2.1'],
  ['198.51.100.7', '192.0.2.1', '192.0.2.1'],
  ['127.0.0.1', '192.0.2.1', '192.0.2.1'],
  ['198.51.100.7', '2001:DB8:0::1', '2001:db8::1'],
  // A trusted proxy can; the walk does not reach what its client wrote.
  ['203.0.113.9', '127.0.0.1', '203.0.113.9'],
  ['198.51.100.7, 203.0.113.9', '::1', '203.0.113.9'],
  ['127.0.0.1, 203.0.113.9', '::ffff:127.0.0.1', '203.0.113.9'],
  // The walk passes a chain of trusted proxies from the right.
  ['198.51.100.7, 203.0.113.9, 10.1.2.3', '127.0.0.1', '203.0.113.9'],
  ['203.0.113.9,10.1.2.3 , fd00::7', '127.0.0.1', '203.0.113.9'],
  ['203.0.113.9, 192.0.2.8, 10.1.2.3', '127.0.0.1', '192.0.2.8'],
  ['10.9.9.9, 10.1.2.3', '127.0.0.1', '10.9.9.9'],
  // As proxies write them: with ports, brackets, zones, capitals.
  ['203.0.113.9:4711', '127.0.0.1', '203.0.113.9'],
  ['[2001:DB8::9]:443', '127.0.0.1', '2001:db8::9'],
  ['[2001:db8::9]', '127.0.0.1', '2001:db8::9'],
  ['::ffff:cb00:7109', '127.0.0.1', '203.0.113.9'],
  ['fe80::1%eth0', '127.0.0.1', 'fe80::1'],
  // An invalid entry ends the walk at the proxy that passed it on.
  ['203.0.113.9, <script>', '127.0.0.1', '127.0.0.1'],
  ['203.0.113.9, unknown, 10.1.2.3', '127.0.0.1', '10.1.2.3'],
  ['203.0.113.9,', '127.0.0.1', '127.0.0.1'],
  ['010.0.0.1', '127.0.0.1', '127.0.0.1'],
  ['', '127.0.0.1', '127.0.0.1'],
  ['203.0.113.9', undefined, ''],
  ['203.0.113.9', '', ''],
])('finds the client of a request for %j over a connection from %s: %j', (forwarded, connected, address) => {
  expect(clientAddress(forwarded, connected, trusts)).toBe(address)
})

test('uses the connection’s address if no proxy is trusted', () => {
  expect(clientAddress('203.0.113.9', '127.0.0.1', () => false)).toBe('127.0.0.1')
})

const stranger = fc.ipV4().filter((address) => !trusts(address))

test('counts a client behind a trusted proxy as itself, whatever it writes in the header', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6())), stranger, (written, client) => {
      const forwarded = [...written, client].join(', ')
      expect(clientAddress(forwarded, '127.0.0.1', trusts)).toBe(client)
      expect(clientAddress(forwarded, client, trusts)).toBe(client)
    }),
  )
})

test('takes all spellings of an address as one', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const read = parseClientAddress(address)
      expect(read).not.toBeNull()
      expect(parseClientAddress(address.toUpperCase())).toBe(read)
      expect(parseClientAddress(`[${read}]:80`)).toBe(read)
      expect(networkOf(address)).toBe(networkOf(read ?? ''))
    }),
  )
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:1:2::6', '2001:db8:1:2'],
  ['2001:0db8::6', '2001:db8:0:0'],
  ['::6', '0:0:0:0'],
  ['1::', '1:0:0:0'],
  ['portal', ''],
  ['command-line', ''],
  ['', ''],
])('finds the network of %s: %s', (address, network) => expect(networkOf(address)).toBe(network))
