import { cutAt } from '#/lib/platform/values/characters.ts'
import { judgeStatus } from './answers.ts'
import { asPlain } from './chat-text.ts'
import { type EndpointCaller, type EndpointMessage, linksOf } from './kind-call.ts'

/** A webhook of a space in Google Chat; what is said of one notice is one thread. */
export const googleChat: EndpointCaller = {
  rate: { burst: 1, every: 1000 },
  request({ config }, message) {
    const url = new URL(config.url ?? '')
    // Without it Google ignores the thread.
    url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD')
    const threadKey = `recapito-${message.thread || message.id}`
    return {
      url: url.href,
      headers: { 'content-type': 'application/json; charset=UTF-8' },
      body: JSON.stringify({ text: writeText(message), thread: { threadKey } }),
    }
  },
  judge: (answer) => judgeStatus(answer, 'service'),
}

/** Of the 4,096 characters that Google takes. */
const longest = { title: 400, text: 2500 }

function writeText(message: EndpointMessage): string {
  const title = cutAt(asPlain(message.title), longest.title)
  const text = cutAt(asPlain(message.text), longest.text)
  const links = linksOf(message).map(({ href, text }) => `<${href}|${text}>`)
  return [`*${title}*`, text, links.join(' · ')].filter(Boolean).join('\n')
}
