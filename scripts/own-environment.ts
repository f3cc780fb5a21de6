import { environmentTable } from '#/environment-table.ts'

export const ownVariables = Object.keys(environmentTable)

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
