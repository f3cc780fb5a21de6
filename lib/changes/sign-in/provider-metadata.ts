import { Issuer } from 'openid-client'
import { type Provider, withoutSlash } from './providers.ts'

/** Where a provider describes itself (OpenID Connect Discovery, 4). */
export function metadataAddress({ issuer }: Pick<Provider, 'issuer'>): string {
  return `${issuer}/.well-known/openid-configuration`
}

/**
 * Refuses a provider's metadata if they belong to another issuer (OpenID Connect Discovery, 4.3): openid-client compares ID
 * tokens with the issuer that the metadata name. An https issuer must not send the client's secret over http.
 * @throws Error that says what is wrong
 */
export async function checkMetadata(provider: Pick<Provider, 'issuer'>): Promise<void> {
  const { metadata } = await Issuer.discover(metadataAddress(provider))
  if (withoutSlash(metadata.issuer) !== provider.issuer) throw new Error('metadata of another issuer')
  if (!provider.issuer.startsWith('https:')) return
  const { authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri } = metadata
  for (const address of [authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri]) {
    if (address && !address.startsWith('https:')) throw new Error('metadata with an http address')
  }
}
