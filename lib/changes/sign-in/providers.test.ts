import { expect, test } from 'vitest'
import { findProvider, listProviderOrigins, listProviders } from './providers.ts'

const nothing = {
  GOOGLE_CLIENT_ID: undefined,
  GOOGLE_CLIENT_SECRET: undefined,
  OIDC_ISSUER: undefined,
  OIDC_CLIENT_ID: undefined,
  OIDC_CLIENT_SECRET: undefined,
  OIDC_NAME: 'Company login',
}

test('offers only providers that are fully configured', () => {
  expect(listProviders(nothing)).toEqual([])
  expect(listProviders({ ...nothing, GOOGLE_CLIENT_ID: 'id', OIDC_ISSUER: 'https://id.example' })).toEqual([])
})

test('offers both, each with its name and issuer', () => {
  const providers = listProviders({
    GOOGLE_CLIENT_ID: 'g',
    GOOGLE_CLIENT_SECRET: 'gs',
    OIDC_ISSUER: 'https://id.example/realm/',
    OIDC_CLIENT_ID: 'o',
    OIDC_CLIENT_SECRET: 'os',
    OIDC_NAME: 'Company login',
  })
  expect(providers.map(({ id, name, issuer }) => [id, name, issuer])).toEqual([
    ['google', 'Google', 'https://accounts.google.com'],
    ['oidc', 'Company login', 'https://id.example/realm'],
  ])
  expect(listProviderOrigins(providers)).toEqual(['https://accounts.google.com', 'https://id.example'])
  expect(findProvider('oidc', providers)?.clientId).toBe('o')
  expect(findProvider('credentials', providers)).toBeNull()
})
