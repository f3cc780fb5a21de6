import { cutAt } from '#/lib/platform/values/characters.ts'
import { judgeStatus } from './answers.ts'
import { asPlain } from './chat-text.ts'
import { type EndpointCaller, type EndpointMessage, linksOf, postJson } from './kind-call.ts'

/** A workflow of Microsoft Teams that posts an Adaptive Card when it is called. */
export const teams: EndpointCaller = {
  rate: { burst: 1, every: 1000 },
  request({ config }, message) {
    const contentType = 'application/vnd.microsoft.card.adaptive'
    const attachments = [{ contentType, contentUrl: null, content: writeCard(message) }]
    return postJson(config.url, { type: 'message', attachments })
  },
  judge: (answer) => judgeStatus(answer, 'service'),
}

/** Of 28 KB for the whole message, where JSON may need six bytes for a character. */
const longest = { title: 400, text: 3000 }

/** Runs of text, because a TextBlock would read Markdown, and what senders write is none; an app may find addresses in them all the same. */
export function writeCard(message: EndpointMessage) {
  const line = (text: string, look: object) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text, ...look }],
  })
  const lines = cutAt(asPlain(message.text), longest.text)
    .split('\n')
    .filter((text) => text.trim() !== '')
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      line(cutAt(asPlain(message.title), longest.title), { weight: 'Bolder', size: 'Large' }),
      // Each block takes room, too.
      ...(lines.length > 40 ? [lines.join(' ')] : lines).map((text) => line(text, {})),
    ],
    actions: linksOf(message).map(({ href, text, isAnswer }) => ({
      type: 'Action.OpenUrl',
      title: text,
      url: href,
      ...(isAnswer && { style: 'positive' }),
    })),
  }
}
