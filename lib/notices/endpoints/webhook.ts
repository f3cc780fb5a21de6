import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'
import { cleanLine, cutAt } from '#/lib/platform/values/characters.ts'
import { timeOfId } from '#/lib/platform/values/ids.ts'
import { judgeStatus, readFields } from './answers.ts'
import { type EndpointCaller, type EndpointMessage, isAnswerable, type OpenedEndpoint } from './kind-call.ts'

/** Standard Webhooks 1.0.0. `config.key` is the private one; only its public one is shown. */
export const webhook: EndpointCaller = {
  rate: { burst: 20, every: 50 },
  request(endpoint, message, at) {
    const body = writeBody(message)
    const timestamp = String(Math.floor(at / 1000))
    const { url = '', header = '' } = endpoint.config
    const [name = '', ...value] = header.split(':')
    return {
      url,
      headers: {
        'content-type': 'application/json',
        ...(name && { [name.toLowerCase()]: value.join(':').trim() }),
        'webhook-id': message.id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signAll(endpoint, `${message.id}.${timestamp}.${body}`),
      },
      body,
    }
  },
  judge(answer, { config, label }, type) {
    const verdict = judgeStatus(answer, 'machine')
    if (verdict.is !== 'accepted') return verdict
    const { code, acknowledged, by } = readFields(answer.body)
    if (type === 'endpoint.confirm') {
      return typeof code === 'string' ? { is: 'accepted', code: cleanLine(code, 40) } : verdict
    }
    if (config.answers !== 'on' || acknowledged !== true || !isAnswerable(type)) return verdict
    return { is: 'accepted', acknowledgedBy: (typeof by === 'string' && cleanLine(by, 120)) || label }
  },
  makeSecrets() {
    const { privateKey } = generateKeyPairSync('ed25519')
    return {
      secret: `whsec_${randomBytes(32).toString('base64')}`,
      key: `whsk_${partOf(privateKey, 'd').toString('base64')}`,
    }
  },
  publicOf({ asymmetric, key = '' }): Record<string, string> {
    if (asymmetric !== 'on') return {}
    return { publicKey: `whpk_${partOf(createPublicKey(openKey(key)), 'x').toString('base64')}` }
  },
}

/** A signature for each valid secret, the newest first, so that none is refused while a receiver changes over. */
function signAll({ config, previousSecrets = [] }: OpenedEndpoint, content: string): string {
  const secrets = [config.secret, ...previousSecrets].filter((secret) => secret !== undefined)
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
  })
  if (config.asymmetric === 'on' && config.key) {
    signatures.push(`v1a,${sign(null, Buffer.from(content), openKey(config.key)).toString('base64')}`)
  }
  return signatures.join(' ')
}

/** PKCS #8 before the 32 bytes of an Ed25519 key (RFC 8410, section 7). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

function openKey(key: string): KeyObject {
  const bytes = Buffer.from(key.replace(/^whsk_/, ''), 'base64')
  return createPrivateKey({ key: Buffer.concat([pkcs8, bytes]), format: 'der', type: 'pkcs8' })
}

function partOf(key: KeyObject, part: 'd' | 'x'): Buffer {
  return Buffer.from(key.export({ format: 'jwk' })[part] ?? '', 'base64url')
}

const maxBytes = 20_000

/** Longest texts and lists, tried one after the other until the body is short enough. */
const lengths = [
  { text: 4000, list: 50, links: 20 },
  { text: 1000, list: 50, links: 20 },
  { text: 300, list: 50, links: 20 },
  { text: 300, list: 50, links: 0 },
  { text: 300, list: 20, links: 0 },
  { text: 100, list: 8, links: 0 },
  { text: 100, list: 1, links: 0 },
]

/** Half an address leads nowhere. */
const addresses = new Set(['url', 'acknowledge', 'refuse', 'href'])

/** The body, at most 20 KB: what is too long loses text, then links, then notices of a digest, whose `total` stays. */
export function writeBody({ id, type, data }: EndpointMessage): string {
  const message = { type, timestamp: new Date(timeOfId(id)).toISOString(), data }
  let body = ''
  for (const longest of lengths) {
    body = JSON.stringify(message, (name, value: unknown) => {
      if (typeof value === 'string') return addresses.has(name) ? value : cutAt(value, longest.text)
      if (!Array.isArray(value)) return value
      return value.slice(0, name === 'links' ? longest.links : longest.list)
    })
    if (Buffer.byteLength(body) <= maxBytes) break
  }
  return body
}
