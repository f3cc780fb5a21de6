import { EnvironmentError, parseEnvironment } from '#/env.ts'
import { broken, type Finding, look, ok } from './finding.ts'

/** Whether a server in production could start with these variables, and what in them is rarely meant. */
export function checkEnvironment(given: NodeJS.ProcessEnv): Finding[] {
  const mode = given.RECAPITO_MODE?.trim()
  if (mode && mode !== 'production')
    return [look(`RECAPITO_MODE=${mode} is for trying Recapito out. Leave it out on a server.`)]
  try {
    const { APP_URL } = parseEnvironment({ ...given, RECAPITO_MODE: 'production' })
    if (APP_URL.startsWith('https:')) return [ok(`A server can start with it. APP_URL is ${APP_URL}.`)]
    return [look(`APP_URL is ${APP_URL}: without https, anyone on the way can read codes and sessions.`)]
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    // The first line is about starting; each other is one variable.
    const faults = error.message.split('\n').slice(1)
    return faults.map((fault) => broken(fault.replace(/^ *- /, '')))
  }
}

/** Providers of sign-in that lack one of their variables, and so have no button. */
export function listHalfProviders(given: Readonly<Record<string, unknown>>): Finding[] {
  const sets = [
    ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
    ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ]
  return sets.flatMap((names) => {
    const missing = names.filter((name) => !given[name])
    if (missing.length === 0 || missing.length === names.length) return []
    const set = names.filter((name) => given[name])
    return [look(`${set.join(' and ')} is set without ${missing.join(' and ')}: it has no button.`)]
  })
}
