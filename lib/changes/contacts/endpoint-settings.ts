import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { endpointCallers } from '#/lib/notices/endpoints/kinds.ts'
import { unsealEndpoint } from '#/lib/notices/endpoints/open-endpoint.ts'
import { findOwn, settingsOf } from './endpoint-rows.ts'

/** What members see of what is sealed: never an address or a secret. */
export type EndpointSettings = {
  /** Whether a key of `SECRETS_KEY` opens it. */
  isReadable: boolean
  /** The settings that are on or stored, by name. */
  on: string[]
  /** Public keys and addresses of ours, by name. */
  shown: Readonly<Record<string, string>>
  /** Whether it has a signing secret, which can be replaced. */
  rotates: boolean
}

/** @throws AppError `not-found` */
export async function readEndpointSettings(
  read: Reader,
  { account }: AccountGrant,
  id: string,
): Promise<EndpointSettings> {
  const found = await findOwn(read, account.id, id)
  const opened = unsealEndpoint(found)
  const config = opened?.config ?? {}
  const { makeSecrets, publicOf } = endpointCallers[found.kind]
  return {
    isReadable: opened !== null,
    on: Object.keys(settingsOf(found.kind, config)),
    shown: opened ? (publicOf?.(config, id) ?? {}) : {},
    rotates: makeSecrets !== undefined,
  }
}
