const named =
  /^(APP_URL|AUTH_SECRET|SMTP_URL|MAIL_FROM|MAIL_BOUNCE|DATABASE_URL|DATA_DIR|LANGUAGES_DIR|PORT|HOST|TRUSTED_PROXIES|HSTS_SUBDOMAINS|PROGRAMME_NAME|SUPPORT_EMAIL|STAFF_EMAILS|STAFF_PASSKEYS|EVENTS_PER_SECOND|WORKER|LOG_LEVEL|FORCE_COLOR|NODE_ENV)$/
const begun = /^(GOOGLE_|OIDC_|RECAPITO_|BENCH)/

/** Whether a variable is this machine's own configuration of Recapito or Node, which tests must not see. */
export function isOwnVariable(name: string): boolean {
  return named.test(name) || begun.test(name)
}
