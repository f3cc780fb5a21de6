import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAllowedAddress } from './allowed-address.ts'

const isAllowed = (address: string) => isAllowedAddress(address, [])

test('allows public addresses', () => {
  const all = [
    '8.8.8.8',
    '93.184.215.14',
    '168.63.129.15',
    '172.15.0.1',
    '172.32.0.1',
    '2606:2800:21f::1',
    '2a00::1',
  ]
  expect(all.filter((address) => !isAllowed(address))).toEqual([])
})

test.each([
  ['of Azure’s host', '168.63.129.16', '::ffff:168.63.129.16'],
  ['reserved', '192.0.0.8', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '192.88.99.1'],
  ['reserved', '2001:db8::1', '3fff::1', '2001:2::1', '2001:10::1', '2001:20::1', '2001:0:4136:e378::1'],
  ['IPv4 inside IPv6', '::ffff:8.8.8.8', '::ffff:0:8.8.8.8', '2002:808:808::1', '64:ff9b::8.8.8.8'],
  ['another spelling', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '8.8.8.8.', '08.8.8.8', ' 8.8.8.8'],
  ['no address', '', 'example.com', '1.2.3.4.5', '256.1.1.1', '[2a00::1]', '2a00::1%1', '2a00:::1'],
])('refuses addresses that are %s: %s …', (_, ...all) => {
  expect(all.filter(isAllowed)).toEqual([])
})

test('allows the networks of ENDPOINT_NETWORKS besides', () => {
  const networks = ['10.20.0.0/16', 'fd00:1::/32']
  const asked = [
    '10.20.3.4',
    '10.21.0.1',
    'fd00:1::5',
    'fd00:2::5',
    '::ffff:10.20.3.4',
    '8.8.8.8',
    '127.0.0.1',
  ]
  expect(asked.filter((address) => isAllowedAddress(address, networks))).toEqual([
    '10.20.3.4',
    'fd00:1::5',
    '8.8.8.8',
  ])
})

test('refuses every private IPv4 address, alone and in any form inside IPv6', () => {
  const byte = fc.nat(255)
  const privates = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    // Multicast and reserved.
    fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  )
  fc.assert(
    fc.property(privates, ([a, b, c, d]) => {
      const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
      const forms = [`${a}.${b}.${c}.${d}`, `::ffff:${hex}`, `::${hex}`, `2002:${hex}::1`, `64:ff9b::${hex}`]
      expect(forms.filter(isAllowed)).toEqual([])
    }),
  )
})

test('allows no IPv6 address outside 2000::/3', () => {
  const group = fc.nat(0xffff)
  const groups = fc.tuple(group, group, group, group, group, group, group, group)
  fc.assert(
    fc.property(groups, (parts) => {
      const address = parts.map((part) => part.toString(16)).join(':')
      if (isAllowed(address)) expect(parts[0] >> 13).toBe(1)
    }),
  )
})
