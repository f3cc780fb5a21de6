import { forge } from '../../tests/forge.ts'
import { isLong } from '../fixtures.ts'
import { type Call, retarget } from './calls.ts'
import { mayDo, rolesThat } from './expected.ts'
import type { BuiltAction } from './manifest.ts'
import { post } from './post.ts'
import { outsiders, type Role, roles, type Setting, secrets, slugs } from './setting.ts'

export type Attempt = Call & { role: Role; how: 'form' | 'fetch' }

/** All attempts that must fail; the short version alternates forms and scripts. */
export function listAttempts(action: BuiltAction, call: Call): Record<string, Attempt[]> {
  const may = mayDo(action)
  const refused = roles.filter((role) => !rolesThat(may).includes(role))
  const both = (one: Call, role: Role): Attempt[] => [
    { ...one, role, how: 'form' },
    { ...one, role, how: 'fetch' },
  ]
  const others = (['stranger', 'other tenant', 'admin'] as const).filter((role) => role !== call.as)
  const boundToA = !call.isGuessed && call.fields.some(([name, value]) => isId(name, value))
  const isOfAccount = action.file.includes('/accounts/[account]/') && !action.file.startsWith('app/admin/')
  return {
    'by who may not': refused.flatMap((role, turn) =>
      isLong ? both(call, role) : both(call, role).slice(turn % 2, (turn % 2) + 1),
    ),
    ...(isOfAccount && {
      'from a page of another account': both(retarget(call, slugs.a, slugs.b, 'path'), 'other tenant'),
    }),
    ...(isOfAccount &&
      boundToA && {
        'with ids of another account': both(
          retarget(call, slugs.a, slugs.b, 'path and body'),
          'other tenant',
        ),
      }),
    ...(may === 'signed in' &&
      boundToA && { 'with ids of another person': others.flatMap((role) => both(call, role)) }),
    ...(action.file.includes('/(open)/') && {
      'for an account whose gate is shut': both(
        retarget(call, slugs.a, slugs.locked, 'path and body'),
        'locked owner',
      ),
    }),
    // The wrong person signs out to return as another, whatever the link, so a forged token may do this too.
    ...(may === 'anybody' &&
      action.name !== 'switchPersonAction' && {
        'with a forged token': forgeTokens(call).flatMap((forged) => both(forged, 'owner')),
      }),
  }
}

/** The call with one changed character in its token; none if it has no token. */
function forgeTokens(call: Call): Call[] {
  const token = call.fields.find(([name]) => name === 'token')?.[1] ?? ''
  const others = call.fields.filter(([name]) => name !== 'token')
  return forge(token)
    .slice(0, 3)
    .map((forged) => ({ ...call, fields: [...others, ['token', forged]] }))
}

/** The call as it is sent again once the form has named its recipients; unchanged if it names nobody. */
export async function confirm(site: string, setting: Setting, call: Call & { role: Role }): Promise<Call> {
  const { answer } = await attempt(site, setting, { ...call, how: 'fetch' })
  const [, named] = /"named":"([^"]+)"/.exec(answer.body) ?? []
  return named ? { ...call, fields: [...call.fields, ['named', named]] } : call
}

/** Whether a field names a row with an owner; ids that a form generates do not. */
function isId(name: string, value: string): boolean {
  if (name.startsWith('$') || ['key', 'version', 'alerts'].includes(name)) return false
  return ['number', 'follows'].includes(name) || /^([0-9a-f-]{36}|matrix-\w+)$/.test(value)
}

/** Makes the call in that role; `tells`: the response leaks account A to an outsider. */
export async function attempt(site: string, { cookies }: Setting, { role, how, ...call }: Attempt) {
  const answer = await post(site, { ...call, how, cookie: cookies[role] })
  const typed = call.fields.map(([, value]) => value).join('\n')
  const tells = outsiders.includes(role) && !secrets.test(typed) && secrets.test(answer.body)
  return { who: `${role} by ${how}`, answer, tells }
}
