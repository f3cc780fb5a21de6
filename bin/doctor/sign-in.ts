import { checkMetadata, metadataAddress } from '#/lib/changes/sign-in/provider-metadata.ts'
import type { Provider } from '#/lib/changes/sign-in/providers.ts'
import { type Answer, ask } from './ask.ts'
import { broken, type Finding, ok, reasonOf } from './finding.ts'

/** Whether a provider describes itself as sign-in requires. */
export async function checkProvider(provider: Provider): Promise<Finding> {
  const { name, issuer } = provider
  try {
    await checkMetadata(provider)
    return ok(`${name} answers as ${issuer}.`)
  } catch (error) {
    const names = provider.id === 'google' ? 'the way out to the internet' : 'OIDC_ISSUER'
    return broken(`${name}: ${reasonOf(error)} at ${metadataAddress(provider)}. Check ${names}.`)
  }
}

export const askProvider = (provider: Provider): Promise<Answer> => ask(metadataAddress(provider))
