import { AdaptiveCard, SerializationContext, Version } from 'adaptivecards'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyMessage, codeMessage, endpointMessage, openedEndpoint } from '#/tests/endpoint-message.ts'
import { teams, writeCard } from './teams.ts'

const url = 'https://prod-1.westeurope.logic.azure.com/workflows/x/triggers/manual/paths/invoke?sig=y'
const endpoint = openedEndpoint('teams', { url })

/** The events that Microsoft's own library logs while it reads a card, and the card as it understood it. */
function read(card: unknown) {
  const context = new SerializationContext(new Version(1, 4))
  const parsed = new AdaptiveCard()
  parsed.parse(card, context)
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message)
  return { events, card: parsed.toJSON(context) }
}

test('is one Adaptive Card that the library of Microsoft reads without a complaint', () => {
  const message = endpointMessage()
  const sent = JSON.parse(teams.request(endpoint, message, 0).body)
  expect(sent).toMatchObject({ type: 'message', attachments: [{ content: writeCard(message) }] })
  const { events, card } = read(sent.attachments[0].content)
  expect(events).toEqual([])
  expect(card).toMatchObject({
    version: '1.4',
    body: [
      { type: 'RichTextBlock', inlines: [{ text: message.title, weight: 'Bolder' }] },
      { type: 'RichTextBlock', inlines: [{ text: 'Bookings fail since 02:10.' }] },
      { type: 'RichTextBlock', inlines: [{ text: 'Acknowledge to show you’re on it.' }] },
    ],
    actions: [
      { type: 'Action.OpenUrl', title: 'Acknowledge', url: message.acknowledge },
      { type: 'Action.OpenUrl', title: 'portal.example', url: message.url },
    ],
  })
  expect(read({ ...writeCard(message), body: [{ type: 'Marquee' }] }).events).not.toEqual([])
})

test('a code has nothing to press', () => {
  expect(writeCard(codeMessage())).toMatchObject({ actions: [] })
})

test('any message is a card of at most 28 KB, its text no Markdown', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const { body } = teams.request(endpoint, message, 0)
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(28_000)
      expect(body).not.toContain('"TextBlock"')
      expect(read(writeCard(message)).events).toEqual([])
    }),
    { numRuns: 40 },
  )
  for (const text of ['\u0001'.repeat(9999), '\u0001\n'.repeat(9999), 'x\n'.repeat(9999)]) {
    const { body } = teams.request(endpoint, endpointMessage({ title: text.slice(0, 1000), text }), 0)
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(28_000)
  }
})
