import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyMessage, endpointMessage, openedEndpoint } from '#/tests/endpoint-message.ts'
import { asPlain } from './chat-text.ts'
import type { EndpointMessage } from './kind-call.ts'
import { endpointCallers } from './kinds.ts'

/** All texts of a message as a chat shows them; the words of others are in them. */
function readTexts(kind: 'slack' | 'teams' | 'google-chat', message: EndpointMessage): string {
  const unlinked = { ...message, acknowledge: '', url: '' }
  const endpoint = openedEndpoint(kind, { url: 'https://chat.example.org/' })
  const texts: string[] = []
  JSON.parse(endpointCallers[kind].request(endpoint, unlinked, 0).body, (name, value: unknown) => {
    if (name === 'text' && typeof value === 'string') texts.push(value)
    return value
  })
  return texts.join('\n')
}

const meaning = new RegExp(
  [
    String.raw`\]\(|\]:|!\[|:\/\/|${'`'}|<[^\s\u200b…]|(?<![\p{L}\p{N}])@[^\s\u200b…]`,
    String.raw`(?<![\p{L}\p{N}])#[\p{L}\p{N}#\s]`,
    String.raw`\p{L}:[^\s\u200b…]|\bwww\d*\.[^\u200b…]|[\p{L}\p{N}][.。．｡]\p{L}[\p{L}\p{N}-]`,
  ].join('|'),
  'iu',
)
const hostile = [
  ['a mention of all', '@here @channel @all _@everyone'],
  ['a mention of Slack', '<!channel> <@U024BE7LH>'],
  ['a mention of Google Chat', '<users/all>'],
  ['a channel', 'see #general, #2024-ops'],
  ['a heading', '# Down\n## All'],
  ['a link', '[Acknowledge](https://evil.example)'],
  ['a link of Slack', '<https://evil.example|Acknowledge>'],
  ['a link by reference', '[Acknowledge][1]\n[1]: //evil.example'],
  ['an image', '![](https://evil.example/seen.png)'],
  ['an address', 'https://evil.example/a?b#c'],
  ['an address without a scheme', '//evil.example'],
  ['www', 'www.1und1.de'],
  ['another www', 'www2.evil.example'],
  ['a bare domain', 'example.com'],
  ['a bare domain with a path', 'foo.dev/path'],
  ['a bare domain in capitals, with a port', 'EVIL.EXAMPLE:8443/x'],
  ['a bare domain of digits', '1und1.de, 0-24.eu'],
  ['a bare domain in another script', 'пример.рф 例え。テスト münchen.de foo.xn--p1ai'],
  ['a mailbox', 'oncall@evil.example'],
  ['a link to a mailbox', 'mailto:oncall@evil'],
  ['a link to a phone or program', 'tel:+39899123456 slack:open'],
  ['a block of code', '```\nrm -rf /'],
] as const

test.each(hostile)('%s that a sender wrote, or who answers, is but text in every chat', (_, words) => {
  expect(words).toMatch(meaning)
  for (const kind of ['slack', 'teams', 'google-chat'] as const) {
    const texts = readTexts(kind, endpointMessage({ title: words, text: `${words} is on it.` }))
    expect(texts).not.toMatch(meaning)
  }
})

test('no message of any sender means anything to a chat', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      for (const kind of ['slack', 'teams', 'google-chat'] as const)
        expect(readTexts(kind, message)).not.toMatch(meaning)
    }),
    { numRuns: 40 },
  )
})

test('no address is one to a chat, and all read as they were written', () => {
  const host = fc.tuple(
    fc.domain(),
    fc.constantFrom('', 'www.', 'www2.', 'ftp://', 'https://', 'mailto:a@', 'b@'),
  )
  fc.assert(
    fc.property(host, fc.constantFrom('', '/path', ':8080', '?q=1.5', '.'), ([domain, before], after) => {
      const text = `See ${before}${domain}${after}`
      expect(asPlain(text)).not.toMatch(meaning)
      expect(asPlain(text).replaceAll('\u200b', '')).toBe(text)
    }),
  )
})

test('names, times and numbers stay as they are', () => {
  const text = 'Aurora: feed_errors > 3.5 * 4 (no. 12, C#, v1.2, i.e. 10.0.0.7) since 12:30. Then & now!'
  expect(asPlain(text)).toBe(text)
})
