import { env } from '#/env.ts'
import type { Environment } from '#/environment.ts'

export type ProviderId = 'google' | 'oidc'

/** A provider: the name on its button, its client's key, and its issuer. */
export type Provider = {
  id: ProviderId
  name: string
  issuer: string
  clientId: string
  clientSecret: string
}

type Configuration = Pick<
  Environment,
  | 'GOOGLE_CLIENT_ID'
  | 'GOOGLE_CLIENT_SECRET'
  | 'OIDC_ISSUER'
  | 'OIDC_CLIENT_ID'
  | 'OIDC_CLIENT_SECRET'
  | 'OIDC_NAME'
>

export function listProviders(configuration: Configuration = env): Provider[] {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = configuration
  const { OIDC_ISSUER, OIDC_NAME } = configuration
  const google = { id: 'google', name: 'Google', issuer: 'https://accounts.google.com' } as const
  const oidc = { id: 'oidc', name: OIDC_NAME, issuer: OIDC_ISSUER && withoutSlash(OIDC_ISSUER) } as const
  const known: Configured[] = [
    { ...google, clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET },
    { ...oidc, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET },
  ]
  return known.filter(isConfigured)
}

type Configured = { [Key in keyof Provider]: Provider[Key] | undefined }

function isConfigured(provider: Configured): provider is Provider {
  return Boolean(provider.issuer && provider.clientId && provider.clientSecret)
}

export function findProvider(id: unknown, providers: Provider[] = listProviders()): Provider | null {
  return providers.find((provider) => provider.id === id) ?? null
}

/** The origins of providers' buttons, for the content security policy. */
export function listProviderOrigins(providers: Provider[] = listProviders()): string[] {
  return providers.map(({ issuer }) => new URL(issuer).origin)
}

/** A terminating slash is no part of where the metadata are (OpenID Connect Discovery, 4.1). */
export function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '')
}
