import { certificateFile, readCertificate } from '#/tests/certificates.ts'
import type { ServerEnvironment } from '../server.ts'

/** The name of a server that stands for one outside; all are on loopback. */
export const nameOutside = (name: string) => `${name}.outside.example`

export const outside = { hooks: nameOutside('hooks'), ntfy: nameOutside('ntfy') }

/** What those servers show, and whoever trusts it as a CA trusts them. */
export const [certificate, key] = [readCertificate('outside'), readCertificate('key')]

/** The settings of a production server that calls endpoints on this machine as it calls all others: by name and TLS. */
export function callsOutside(
  ports: readonly number[],
  names: readonly string[] = Object.values(outside),
): ServerEnvironment {
  return {
    RECAPITO_MODE: 'production',
    MAIL_FROM: 'portal@desk.example',
    // The fallback of the processes that fill stores.
    SECRETS_KEY: 'development-only-secret-development-only',
    ENDPOINT_NETWORKS: '127.0.0.0/8',
    ENDPOINT_PORTS: ports.join(' '),
    NODE_EXTRA_CA_CERTS: certificateFile('outside'),
    NODE_OPTIONS: `--import=${new URL('own-names.mjs', import.meta.url).href}`,
    OWN_NAMES: names.join(' '),
  }
}
