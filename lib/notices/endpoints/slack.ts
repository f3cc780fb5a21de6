import { cutAt } from '#/lib/platform/values/characters.ts'
import { judgeStatus } from './answers.ts'
import { asPlain } from './chat-text.ts'
import { type EndpointCaller, type EndpointMessage, linksOf, postJson } from './kind-call.ts'

/** An incoming webhook of Slack, or of Mattermost and Rocket.Chat, which show `text` and leave `blocks` out. */
export const slack: EndpointCaller = {
  rate: { burst: 1, every: 1000 },
  request: ({ config }, message) => postJson(config.url, writeSlack(message)),
  judge: (answer) => judgeStatus(answer, 'service'),
}

/** The longest texts that Slack takes: of a header, a section. */
const longest = { header: 150, section: 3000 }

/** Plain texts need no entities. Links, no buttons: beside a button that has no app behind it Slack shows a warning once it is pressed. */
export function writeSlack(message: EndpointMessage) {
  const plain = (text: string, most: number) => ({
    type: 'plain_text' as const,
    text: cutAt(asPlain(text), most),
  })
  const links = writeLinks(message, '*')
  return {
    text: writeText(message),
    blocks: [
      { type: 'header' as const, text: plain(message.title, longest.header) },
      ...(message.text ? [{ type: 'section' as const, text: plain(message.text, longest.section) }] : []),
      ...(links
        ? [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: links, verbatim: true } }]
        : []),
    ],
  }
}

/** `style`: of the link that leads to the answer. */
function writeLinks(message: EndpointMessage, style = ''): string {
  const links = linksOf(message).map(({ href, text, isAnswer }) => {
    const link = `<${href}|${escapeEntities(text)}>`
    return isAnswer ? `${style}${link}${style}` : link
  })
  return links.join(' · ')
}

/** Also what Slack shows in a notification. */
function writeText(message: EndpointMessage): string {
  const lines = [cutAt(message.title, longest.header), cutAt(message.text, longest.section)].map((text) =>
    escapeEntities(asPlain(text)),
  )
  return [...lines, writeLinks(message)].filter(Boolean).join('\n')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function escapeEntities(text: string): string {
  return text.replace(/[&<>]/g, (character) => entities[character] ?? '')
}
