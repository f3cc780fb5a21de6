import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyMessage, endpointMessage, openedEndpoint } from '#/tests/endpoint-message.ts'
import { asPlain } from './chat-text.ts'
import type { EndpointMessage } from './kind-call.ts'
import { endpointCallers } from './kinds.ts'

/** All texts that a chat reads as its own markup; the words of others are in them. */
function readMarkup(kind: 'slack' | 'teams' | 'google-chat', message: EndpointMessage): string {
  const unlinked = { ...message, acknowledge: '', url: '' }
  const endpoint = openedEndpoint(kind, { url: 'https://chat.example.org/' })
  const markup: string[] = []
  JSON.parse(endpointCallers[kind].request(endpoint, unlinked, 0).body, function (name, value: unknown) {
    const isPlain = this.type === 'plain_text' || this.type === 'TextRun'
    if (name === 'text' && typeof value === 'string' && !isPlain) markup.push(value)
    return value
  })
  return markup.join('\n')
}

const meaning =
  /\]\(|\]:|!\[|:\/\/|www\.\w|`|<[^\s\u200b]|(?<![\p{L}\p{N}])@[^\s\u200b]|(?<![\p{L}\p{N}])#[\p{L}\p{N}#\s]/iu
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
  ['an address', 'https://evil.example www.evil.example'],
  ['a block of code', '```\nrm -rf /'],
] as const

test.each(hostile)('%s that a sender wrote, or who answers, is but text in every chat', (_, words) => {
  expect(words).toMatch(meaning)
  for (const kind of ['slack', 'teams', 'google-chat'] as const) {
    const markup = readMarkup(kind, endpointMessage({ title: words, text: `${words} is on it.` }))
    expect(markup).not.toMatch(meaning)
  }
})

test('no message of any sender means anything to a chat', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      for (const kind of ['slack', 'teams', 'google-chat'] as const)
        expect(readMarkup(kind, message)).not.toMatch(meaning)
    }),
    { numRuns: 40 },
  )
})

test('addresses, names and numbers stay as they are', () => {
  const text = 'oncall@aurora.example: feed_errors > 3 * 4 (no. 12, C#) & more!'
  expect(asPlain(text)).toBe(text)
})
