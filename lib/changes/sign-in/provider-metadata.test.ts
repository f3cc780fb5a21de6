import { expect, test } from 'vitest'
import { serve } from '#/tests/serve.ts'
import { checkMetadata } from './provider-metadata.ts'

/** Checks the metadata that a provider at this path serves. */
async function check(path: string, metadata: (issuer: string) => object): Promise<void> {
  const port = await serve((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.statusCode = request.url === `${path}/.well-known/openid-configuration` ? 200 : 404
    response.end(JSON.stringify(metadata(issuer)))
  })
  const issuer = `http://127.0.0.1:${port}${path}`
  await checkMetadata({ issuer })
}

test('accepts the configured issuer’s metadata, with or without a trailing slash', async () => {
  await check('', (issuer) => ({ issuer }))
  await check('/realms/partners', (issuer) => ({ issuer: `${issuer}/` }))
})

test.each<[string, (issuer: string) => object]>([
  ['of another host', () => ({ issuer: 'https://evil.example' })],
  ['of another realm', (issuer) => ({ issuer: `${issuer}/realms/others` })],
  ['of any tenant', (issuer) => ({ issuer: `${issuer}/{tenantid}` })],
  ['of nobody', () => ({})],
])('refuses metadata %s', (_, metadata) => expect(check('', metadata)).rejects.toThrow())
