import { cutToBytes } from '#/lib/platform/values/characters.ts'
import { judgeStatus } from './answers.ts'
import { type EndpointCaller, type EndpointMessage, isOver, type MessageType } from './kind-call.ts'

/** JSON to the root of an ntfy server, whose app has the button that acknowledges. */
export const ntfy: EndpointCaller = {
  rate: { burst: 60, every: 5000 },
  request({ config, label }, message) {
    return {
      url: config.server ?? '',
      headers: { 'content-type': 'application/json', ...authorize(config.access) },
      body: JSON.stringify({
        topic: config.topic,
        // So short that ntfy reads the whole body, at most 8 KB, even where JSON needs six bytes for one.
        title: cutToBytes(message.title, 200),
        message: cutToBytes(message.text || message.title, 1000),
        priority: message.isUrgent && !isOver(message.type) ? 5 : 3,
        tags: [tagOf(message)],
        ...(message.url && { click: message.url }),
        actions: message.acknowledgeApi ? [acknowledgeButton(message, label)] : [],
      }),
    }
  },
  judge: (answer) => judgeStatus(answer, 'service'),
}

/** The phone itself sends the answer, and takes the message away when we have it. */
function acknowledgeButton({ acknowledgeApi, acknowledgeLabel }: EndpointMessage, label: string) {
  return {
    action: 'http',
    label: acknowledgeLabel,
    url: acknowledgeApi,
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ by: label }),
    clear: true,
  }
}

function authorize(access = ''): Record<string, string> {
  if (access === '') return {}
  const isToken = access.startsWith('tk_') && !access.includes(':')
  return { authorization: isToken ? `Bearer ${access}` : `Basic ${Buffer.from(access).toString('base64')}` }
}

/** The app shows these words as emoji before the title. */
const tags: Partial<Record<MessageType, string>> = {
  'notice.acknowledged': 'ok_hand',
  'notice.resolved': 'white_check_mark',
  'notice.closed': 'white_check_mark',
  'drill.opened': 'bell',
  'drill.ended': 'white_check_mark',
  'test.opened': 'bell',
  'endpoint.confirm': 'key',
  'endpoint.probe': 'bell',
}

function tagOf({ type, isUrgent }: EndpointMessage): string {
  return tags[type] ?? (isUrgent ? 'rotating_light' : 'warning')
}
