import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from '#/env.ts'
import { issueCertificate } from '#/tests/certificate.ts'
import type { ServerEnvironment } from '../server.ts'

/** The names of the servers that stand for everything outside; all are on loopback. */
export const outside = { hooks: 'hooks.outside.example', ntfy: 'ntfy.outside.example' }

/** What those servers show, and whoever trusts it as a CA trusts them. */
export const { certificate, key } = issueCertificate([outside.hooks, outside.ntfy])

/** The settings of a production server that calls endpoints on this machine as it calls all others: by name and TLS. */
export function callsOutside(folder: string, ports: readonly number[]): ServerEnvironment {
  const authority = join(folder, 'authority.pem')
  writeFileSync(authority, certificate)
  return {
    RECAPITO_MODE: 'production',
    MAIL_FROM: 'portal@desk.example',
    // What this process seals, the server opens.
    SECRETS_KEY: env.SECRETS_KEY[0] ?? '',
    ENDPOINT_NETWORKS: '127.0.0.0/8',
    ENDPOINT_PORTS: ports.join(' '),
    NODE_EXTRA_CA_CERTS: authority,
    NODE_OPTIONS: `--import=${new URL('own-names.mjs', import.meta.url).href}`,
    OWN_NAMES: Object.values(outside).join(' '),
  }
}
