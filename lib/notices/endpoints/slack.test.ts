import type { KnownBlock } from '@slack/types'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyMessage, codeMessage, endpointMessage, openedEndpoint } from '#/tests/endpoint-message.ts'
import { slack, writeSlack } from './slack.ts'

const url = 'https://hooks.slack.com/services/T0/B0/x'
const endpoint = openedEndpoint('slack', { url })

test('is a message as Slack’s own types describe it, with a link that leads to the answer', () => {
  const message = endpointMessage()
  const { blocks, text } = writeSlack(message) satisfies { text: string; blocks: KnownBlock[] }
  expect(JSON.parse(slack.request(endpoint, message, 0).body)).toEqual({ blocks, text })
  expect(slack.request(endpoint, message, 0).url).toBe(url)
  expect(blocks).toMatchObject([
    { type: 'header', text: { type: 'plain_text', text: message.title } },
    { type: 'section', text: { type: 'plain_text', text: message.text } },
    {
      type: 'section',
      text: {
        type: 'mrkdwn',
        text: `*<${message.acknowledge}|Acknowledge>* · <${message.url}|portal.example>`,
        verbatim: true,
      },
    },
  ])
})

test('Mattermost and Rocket.Chat get all of it as text', () => {
  const message = endpointMessage()
  expect(writeSlack(message).text).toBe(
    `${message.title}\n${message.text}\n<${message.acknowledge}|Acknowledge> · <${message.url}|portal.example>`,
  )
  expect(writeSlack({ ...codeMessage(), text: '' })).toEqual({
    text: 'Your code is 20481357',
    blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Your code is 20481357' } }],
  })
})

test('any message fits Slack’s limits', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const { blocks, text } = writeSlack(message)
      expect(text.length).toBeLessThan(40_000)
      for (const block of blocks) {
        if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150)
        if (block.type === 'section') expect(block.text.text.length).toBeLessThanOrEqual(3000)
      }
    }),
    { numRuns: 60 },
  )
})
