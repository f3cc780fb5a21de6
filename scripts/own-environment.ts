/** Recapito's variables by name (env.ts), without importing what refuses to load with a wrong one. */
export const ownVariables = [
  'APP_URL',
  'AUTH_SECRET',
  'SMTP_URL',
  'MAIL_FROM',
  'MAIL_BOUNCE',
  'DATABASE_URL',
  'DATA_DIR',
  'LANGUAGES_DIR',
  'PORT',
  'HOST',
  'TRUSTED_PROXIES',
  'HSTS_SUBDOMAINS',
  'PROGRAMME_NAME',
  'SUPPORT_EMAIL',
  'STAFF_EMAILS',
  'STAFF_PASSKEYS',
  'GOOGLE_CLIENT_ID',
  'GOOGLE_CLIENT_SECRET',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_NAME',
  'EVENTS_PER_SECOND',
  'SECRETS_KEY',
  'ENDPOINTS',
  'ENDPOINT_HOSTS',
  'ENDPOINT_NETWORKS',
  'ENDPOINT_PORTS',
  'ENDPOINT_PROXY',
  'PHONE_GATEWAY',
  'PHONE_PREFIXES',
  'PHONE_PER_DAY',
  'WORKER',
  'LOG_LEVEL',
  'BENCH_PAGES',
  'RECAPITO_MODE',
]

/** Node's and the terminal's variables that change what programs do or print. */
const ofNode = ['FORCE_COLOR', 'NODE_ENV']
const begun = /^(GOOGLE_|OIDC_|RECAPITO_|BENCH)/

/** Whether a variable is this machine's own configuration of Recapito or Node, which tests must not see. */
export function isOwnVariable(name: string): boolean {
  return ownVariables.includes(name) || ofNode.includes(name) || begun.test(name)
}

/**
 * The environment of a build: it holds no configuration of a server, which is read at the start. Empty values also keep
 * Next from taking them from a file `.env`.
 */
export function withoutConfiguration(given: Readonly<Record<string, string | undefined>>) {
  const others = Object.entries(given).filter(([name]) => !isOwnVariable(name))
  return { ...Object.fromEntries(others), ...Object.fromEntries(ownVariables.map((name) => [name, ''])) }
}
