import type { Reader } from '#/db/store/store.ts'
import { type EndpointKind, kinds } from '#/db/words/accounts.ts'
import { env } from '#/env.ts'
import { readSettings } from './queries.ts'
import type { Settings } from './schema.ts'

/** Why partners can add no endpoint. `unchosen`: since the upgrade, no admin has saved the setting. */
export type WhyNone = 'off' | 'no-key' | 'unchosen' | 'none-chosen' | 'no-gateway'

/** `why` is null if there are any. */
export type AllowedKinds = { kinds: readonly EndpointKind[]; why: WhyNone | null }

const installation = {
  isOff: env.ENDPOINTS === 'off',
  hasKey: env.SECRETS_KEY.length > 0,
  hasGateway: env.PHONE_GATEWAY !== undefined,
}

/** The kinds of endpoints that partners may add now: what admins chose, as far as the environment allows it. */
export function allowedKindsOf(
  { allowedKinds: chosen }: Pick<Settings, 'allowedKinds'>,
  { isOff, hasKey, hasGateway } = installation,
): AllowedKinds {
  const none = (why: WhyNone): AllowedKinds => ({ kinds: [], why })
  if (isOff) return none('off')
  if (!hasKey) return none('no-key')
  if (chosen === null) return none('unchosen')
  const usable = chosen.filter((kind) => hasGateway || !kinds[kind].gateway)
  if (usable.length > 0) return { kinds: usable, why: null }
  return none(chosen.length > 0 ? 'no-gateway' : 'none-chosen')
}

/** As `allowedKindsOf`, of the stored settings. */
export async function listAllowedKinds(read: Reader): Promise<AllowedKinds> {
  return allowedKindsOf(await readSettings(read))
}
