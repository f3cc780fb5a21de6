import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyMessage, codeMessage, endpointMessage, openedEndpoint } from '#/tests/endpoint-message.ts'
import { googleChat } from './google-chat.ts'

const url = 'https://chat.googleapis.com/v1/spaces/AAAA/messages?key=k&token=t'
const endpoint = openedEndpoint('google-chat', { url })

function send(message = endpointMessage()) {
  const request = googleChat.request(endpoint, message, 0)
  return { ...request, sent: JSON.parse(request.body) }
}

test('posts in the thread of its notice', () => {
  const message = endpointMessage()
  expect(send()).toMatchObject({
    url: `${url}&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD`,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    sent: {
      text: `*${message.title}*\n${message.text}\n<${message.acknowledge}|Acknowledge> · <${message.url}|portal.example>`,
      thread: { threadKey: `recapito-${message.thread}` },
    },
  })
  expect(send(endpointMessage({ type: 'notice.resolved' })).sent.thread).toEqual(send().sent.thread)
  expect(send({ ...codeMessage(), text: '' }).sent.text).toBe('*Your code is 20481357*')
})

test('any message fits the 4,096 characters of Google Chat', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const { sent, body } = send(message)
      expect(sent.text.length).toBeLessThanOrEqual(4096)
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(32_000)
    }),
    { numRuns: 60 },
  )
})
