import type { Button, KnownBlock } from '@slack/types'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyMessage, codeMessage, endpointMessage, openedEndpoint } from '#/tests/endpoint-message.ts'
import { slack, writeSlack } from './slack.ts'

const url = 'https://hooks.slack.com/services/T0/B0/x'
const endpoint = openedEndpoint('slack', { url })

test('is a message as Slack’s own types describe it, with a button that leads to the answer', () => {
  const message = endpointMessage()
  const { blocks, text } = writeSlack(message) satisfies { text: string; blocks: KnownBlock[] }
  expect(JSON.parse(slack.request(endpoint, message, 0).body)).toEqual({ blocks, text })
  expect(slack.request(endpoint, message, 0).url).toBe(url)
  expect(blocks).toMatchObject([
    { type: 'header', text: { type: 'plain_text', text: message.title } },
    { type: 'section', text: { type: 'plain_text', text: message.text } },
    {
      type: 'actions',
      elements: [
        { type: 'button', url: message.acknowledge, style: 'primary', text: { text: 'Acknowledge' } },
        { type: 'button', url: message.url, text: { text: 'portal.example' } },
      ] satisfies Partial<Omit<Button, 'text'> & { text: object }>[],
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
