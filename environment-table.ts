import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import proxyAddr from 'proxy-addr'
import { z } from 'zod'
import { parseAddress } from '#/lib/platform/values/address.ts'

const switchable = z.enum(['on', 'off', 'only'])

const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((value) => value || undefined)

/** A list whose entries are separated by commas or spaces; what is wrong with the first bad entry becomes the fault. */
function listOf(
  fallback: string,
  findFault: (entry: string, index: number) => string | null,
  separators = /[\s,]+/,
) {
  return z
    .string()
    .default(fallback)
    .transform((list, context) => {
      const entries = list.split(separators).filter(Boolean)
      for (const [index, entry] of entries.entries()) {
        const fault = findFault(entry, index)
        if (fault === null) continue
        context.addIssue(fault)
        break
      }
      return entries
    })
}

/** Addresses and networks as proxy-addr reads them; `none` names none. */
const networks = (fallback: string) =>
  listOf(fallback, (name) =>
    name === 'none' || isNetwork(name) ? null : `names ${name}, which is not an address, network or keyword`,
  ).transform((names) => names.filter((name) => name !== 'none'))

/** Names that are never public (channels.md, What may be called). */
export const localName = /\.(local|internal|localhost)$|(^|\.)home\.arpa$/i
const hostPattern = /^(\*\.)?([a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/i
const hosts = listOf('', (name) => {
  if (!hostPattern.test(name)) return `names ${name}, which is not a host name, or *. and one`
  return localName.test(name) ? `names ${name}, which no endpoint may have` : null
}).transform((names) => names.map((name) => name.toLowerCase()))

const ports = listOf('', (port) =>
  /^\d+$/.test(port) && Number(port) > 0 && Number(port) <= 65_535
    ? null
    : `names ${port}, which is not a port`,
).transform((all) => all.map(Number))

/** The first seals; all open. */
const secretsKeys = listOf('', (key) =>
  key.length < 32 ? 'has a key with less than 32 characters' : null,
).refine((keys) => keys.length <= 2, 'must be one key, or two while you change it')

const prefixes = listOf('', (prefix) =>
  /^\+[1-9]\d{0,14}$/.test(prefix) ? null : `names ${prefix}, which is not like +39`,
)

/** Without the address: the output of a start is often kept in logs. */
const addresses = listOf(
  '',
  (entry, index) => (parseAddress(entry).ok ? null : `has no email address at number ${index + 1}`),
  /[\s,;]+/,
)

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' })

/** After an unescaped character of a password, the rest would count as the host, or as no address at all; undecodable ones fail in use. */
const unreadable =
  'is not a valid URL: in a password, write % as %25, / as %2F, # as %23, ? as %3F and @ as %40'

function isReadable(url: string): boolean {
  try {
    const { hostname, username, password, hash } = new URL(url)
    decodeURIComponent(`${username}:${password}`)
    return !hostname.includes(',') && hash === ''
  } catch {
    return false
  }
}

function isNetwork(name: string): boolean {
  try {
    proxyAddr.compile(name)
    return true
  } catch {
    return false
  }
}

/** Each row is also a row of docs/configuration.md (a test compares them). */
export const environmentTable = {
  APP_URL: {
    schema: httpUrl.transform((url) => url.replace(/\/+$/, '')),
    fallback: 'http://localhost:3000',
    says: 'The address that partners open, without a trailing slash. Links in emails start with it. With https, cookies are Secure.',
    required: true,
  },
  AUTH_SECRET: {
    schema: z.string().min(32, 'must have at least 32 characters'),
    fallback: 'development-only-secret-development-only',
    says: 'At least 32 random characters; signs the session cookie. Changing it signs everyone out.',
    required: true,
  },
  SMTP_URL: {
    schema: z
      .string()
      .regex(/^smtps?:\/\/\S+(\s+smtps?:\/\/\S+)*$/, 'must start with smtp:// or smtps://')
      .refine((list) => list.split(/\s+/).every(isReadable), unreadable),
    fallback: 'sink',
    says: 'The mail server, for example `smtps://user:password@mail.example.com`. Several servers, separated by spaces, are tried in order. Recapito opens up to 10 connections to each, 36 while mail stalls. With `?maxConnections=1` it opens one for urgent email, one for announcements and one for the rest.',
    required: true,
  },
  MAIL_FROM: {
    schema: z.string().regex(/@/, 'must be an address, or a name with an address in <>'),
    fallback: 'Recapito <recapito@localhost.example>',
    says: 'The sender’s address of every email: `portal@example.com`. The sender name is always the programme’s, even if you set one here.',
    required: true,
  },
  MAIL_BOUNCE: {
    schema: z
      .string()
      .regex(
        /^[^@\s]{0,12}\{id\}[^@\s]{0,4}@[^@\s{}]+$/,
        'must be an address with {id} before the @, and little else',
      )
      .optional(),
    says: 'Where bounces go: `bounce+{id}@portal.example.com`, where `{id}` identifies the delivery. Without it, Recapito cannot match a bounce to its delivery.',
  },
  DATABASE_URL: {
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
      .refine(isReadable, unreadable)
      .optional(),
    says: '`postgres://…` uses PostgreSQL, which several instances can share. Empty uses SQLite in `DATA_DIR`.',
  },
  DATA_DIR: {
    schema: z
      .string()
      .default('data')
      .transform((path) => resolve(path)),
    says: 'Folder of the SQLite store. Default `data`.',
  },
  LANGUAGES_DIR: {
    schema: z
      .string()
      .optional()
      .transform((path) => (path ? resolve(path) : undefined))
      .refine((path) => path === undefined || existsSync(path), 'names a folder that is not there'),
    says: 'A folder with additional languages, each a folder like `messages/en` (docs/languages.md). Default: none.',
  },
  PORT: {
    schema: z.coerce.number().int().min(0).max(65535).default(3000),
    says: 'Port to listen on. Default 3000.',
  },
  HOST: {
    schema: z.string().default('0.0.0.0'),
    says: 'Address to listen on. Default `0.0.0.0`, all addresses of this machine. Use `127.0.0.1` behind a proxy on the same machine.',
  },
  TRUSTED_PROXIES: {
    schema: networks('loopback'),
    says: 'The proxies that Recapito trusts to identify the client (`X-Forwarded-For`, `-Host`, `-Proto`): addresses and networks such as `10.0.0.0/8`, separated by commas or spaces, or `loopback`, `linklocal`, `uniquelocal`, `none`. Default `loopback`.',
  },
  HSTS_SUBDOMAINS: {
    schema: z.enum(['on', 'off']).default('on'),
    says: '`on` (default): with an https `APP_URL`, browsers must use https for all subdomains too (`includeSubDomains`). `off`: for when a subdomain is available only over http.',
  },
  PROGRAMME_NAME: {
    schema: z.string().trim().min(1).max(80, 'must have at most 80 characters').default('Partner programme'),
    says: 'The programme’s name until an admin sets one in the portal.',
  },
  SUPPORT_EMAIL: {
    schema: z
      .email('must be one address')
      .optional()
      .transform((address) => address ?? ''),
    says: 'The address for partners who cannot sign in, shown under *How to get help*, until an admin sets one in the portal.',
  },
  STAFF_EMAILS: {
    schema: addresses,
    says: 'Addresses of admins, separated by commas. They become admins again at each start.',
  },
  STAFF_PASSKEYS: {
    schema: z.enum(['required', 'optional']).default('required'),
    says: '`required` (default): staff need a passkey in each session to open staff pages; requires an `APP_URL` with https and a host name. `optional`: staff can use one.',
  },
  GOOGLE_CLIENT_ID: {
    schema: optionalText,
    says: 'Turns on sign-in with Google, together with `GOOGLE_CLIENT_SECRET`.',
  },
  GOOGLE_CLIENT_SECRET: { schema: optionalText, says: 'See `GOOGLE_CLIENT_ID`.' },
  OIDC_ISSUER: {
    schema: httpUrl.optional(),
    says: 'Issuer URL of an OpenID Connect provider, https in production. Needs `OIDC_CLIENT_ID` and `OIDC_CLIENT_SECRET`.',
  },
  OIDC_CLIENT_ID: { schema: optionalText, says: 'See `OIDC_ISSUER`.' },
  OIDC_CLIENT_SECRET: { schema: optionalText, says: 'See `OIDC_ISSUER`.' },
  OIDC_NAME: {
    schema: z.string().default('OpenID Connect'),
    says: 'The provider’s name on the sign-in button. Default `OpenID Connect`.',
  },
  EVENTS_PER_SECOND: {
    schema: z.coerce.number().int().min(1).max(1_000_000).default(10_000),
    says: 'Maximum events per second from one event source, across all instances; bursts may be ten times as large. Default 10000.',
  },
  SECRETS_KEY: {
    schema: secretsKeys,
    fallback: ['development-only-secret-development-only'],
    says: 'Encrypts the targets and secrets of endpoints in the store: at least 32 characters, random the first time. Without it, no endpoint can be added, and no other key opens those that are stored. To change it, write the new key, a space and the old one: the first encrypts, both decrypt.',
  },
  ENDPOINTS: {
    schema: z.enum(['on', 'off']).default('on'),
    says: '`on` (default): Recapito calls the endpoints of partners. `off`: it calls none, whatever the settings of the portal say.',
  },
  ENDPOINT_HOSTS: {
    schema: hosts,
    says: 'The only hosts that endpoints may have, separated by commas or spaces: `hooks.example.com`, or `*.example.com` for all names below. Default: any host on the public internet.',
  },
  ENDPOINT_NETWORKS: {
    schema: networks(''),
    says: 'Private networks whose addresses endpoints may have, such as `10.20.0.0/16`, separated by commas or spaces. Anyone who can add an endpoint can then send requests into them. Default: none.',
  },
  ENDPOINT_PORTS: {
    schema: ports,
    says: 'Ports that endpoints may have besides 443, separated by commas or spaces. Default: none.',
  },
  ENDPOINT_PROXY: {
    schema: httpUrl.refine(isReadable, unreadable).optional(),
    says: 'An HTTP proxy through which Recapito calls endpoints: `http://proxy.example.com:3128`. It resolves their names, so it must refuse private addresses itself ([Outgoing connections](security.md#outgoing-connections)).',
  },
  PHONE_GATEWAY: {
    schema: httpUrl.refine(isReadable, unreadable).optional(),
    says: 'The URL of your gateway for text messages; http and private addresses are allowed here. Recapito calls it directly, not through `ENDPOINT_PROXY`. Without it, phone numbers cannot be added.',
  },
  PHONE_PREFIXES: {
    schema: prefixes,
    says: 'How the phone numbers begin to which Recapito may send, separated by commas or spaces: `+393` is mobile phones in Italy. Required with `PHONE_GATEWAY`, because partners add the numbers, and some are expensive; `+1 +2 +3 +4 +5 +6 +7 +8 +9` allows all.',
  },
  PHONE_PER_DAY: {
    schema: z.coerce.number().int().min(0).max(1_000_000).default(500),
    says: 'Maximum text messages per day, across all instances; at most half of them are codes, tests, drills, announcements, answers, undos and ends. Default 500.',
  },
  WORKER: {
    schema: switchable.default('on'),
    says: '`on` (default): this process also sends email. `off`: it does not. `only`: it sends email and serves only `/api/health` and `/api/metrics`.',
  },
  LOG_LEVEL: {
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    says: 'Lowest level to log: `debug`, `info`, `warn`, `error`, `silent`. Default `info`.',
  },
  BENCH_PAGES: {
    schema: z.enum(['on', 'off']).default('off'),
    says: '`on`: adds the page and the endpoints that `npm run bench` measures. Default `off`.',
  },
  RECAPITO_MODE: {
    schema: z.enum(['production', 'demo', 'development', 'test']).default('development'),
    says: 'Set by the npm scripts. Otherwise `production` if `NODE_ENV` is `production`, as in Next’s own server, else `development`. Outside production, no email leaves the machine, whatever `SMTP_URL` is: it appears at `/dev/mailbox`, or goes to a mail server on this machine.',
  },
} as const
