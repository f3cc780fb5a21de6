import { expect, test } from 'vitest'
import { parseEndpointUrl, type UrlRules } from './endpoint-url.ts'

const rules: UrlRules = { ownHost: 'portal.example.com', ports: [8443], hosts: [] }

function check(typed: string, more: Partial<UrlRules> = {}): string {
  const parsed = parseEndpointUrl(typed, { ...rules, ...more })
  return parsed.ok ? parsed.url.href : parsed.error
}

test.each([
  [' https://Hooks.Example.org/a?b=c ', 'https://hooks.example.org/a?b=c'],
  ['https://hooks.example.org.:443', 'https://hooks.example.org/'],
  ['https://hooks.example.org:8443/', 'https://hooks.example.org:8443/'],
  ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ['https://a_b.example.org/', 'https://a_b.example.org/'],
  ['https://1.2.3.4.example/', 'https://1.2.3.4.example/'],
])('takes %s as %s', (typed, url) => {
  expect(check(typed)).toBe(url)
})

test.each([
  ['required', '', '  '],
  ['https', 'http://hooks.example.org/', 'hooks.example.org', 'ftp://a.example', 'https://', 'https://a b/'],
  ['plain', 'https://u@a.example', 'https://u:p@a.example', 'https://a.example/#b', 'https://a.example/#'],
  ['port', 'https://a.example:444', 'https://a.example:22', 'https://a.example:80/'],
  ['too-long', `https://a.example/${'x'.repeat(2000)}`, `https://a.example/${'é'.repeat(400)}`],
  ['not-public', 'https://portal.example.com/', 'https://PORTAL.example.com.:8443/x', 'https://intranet/'],
  ['not-public', 'https://localhost', 'https://localhost./', 'https://a.localhost', 'https://printer.local.'],
  ['not-public', 'https://metadata.google.internal', 'https://router.home.arpa', 'https://home.arpa'],
  ['not-public', 'https://a..example/', 'https://.example/', 'https://a.example../', 'https://-a.example/'],
  ['not-public', `https://${'a.'.repeat(130)}example/`, `https://${'a'.repeat(64)}.example/`],
])('refuses as %s: %s, %s …', (error, ...all) => {
  for (const typed of all) expect([typed, check(typed)]).toEqual([typed, error])
})

test('refuses an IP address in every spelling', () => {
  const spellings = [
    ...['127.0.0.1', '127.0.0.1.', '127.1', '2130706433', '0x7f000001', '0x7f.1', '017700000001'],
    ...[
      '0177.0.0.1',
      '8.8.8.8',
      '134744072',
      '１２７.0.0.1',
      '127。0。0。1',
      '%31%32%37.0.0.1',
      '169.254.169.254',
    ],
    ...['[::1]', '[::ffff:127.0.0.1]', '[2001:4860:4860::8888]', '[64:ff9b::7f00:1]', '[fd00::1]'],
  ]
  for (const host of spellings) expect([host, check(`https://${host}/`)]).toEqual([host, 'not-public'])
  // What no URL can be is no https address.
  for (const host of ['256.1.1.1', '1.2.3.4.5', '[fe80::1%25eth0]', '0x1.0x'])
    expect(['https', 'not-public']).toContain(check(`https://${host}/`))
})

test('takes only the hosts of ENDPOINT_HOSTS if it is set', () => {
  const hosts = ['hooks.example.org', '*.logic.azure.com']
  expect(check('https://hooks.example.org/', { hosts })).toBe('https://hooks.example.org/')
  expect(check('https://prod-1.eu.logic.azure.com/', { hosts })).toContain('prod-1')
  for (const host of [
    'logic.azure.com',
    'evil-logic.azure.com.example',
    'evillogic.azure.com',
    'example.org',
  ])
    expect(check(`https://${host}/`, { hosts })).toBe('not-allowed')
})
