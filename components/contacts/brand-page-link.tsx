import { getTranslations } from 'next-intl/server'
import { PlainLink } from '#/components/ui/button.tsx'
import type { ContactInformation, IntegrationState } from '#/db/words/accounts.ts'
import { brandPagePath, isPublished } from '#/lib/accounts/brand-page/policy.ts'

type Props = { account: { slug: string; state: IntegrationState }; contacts: ContactInformation | null }

/** Links to the account's public support page. The page is outside the portal, so it needs a full load. */
export async function BrandPageLink({ account, contacts }: Props) {
  if (!isPublished(account.state, contacts)) return null
  const t = await getTranslations('brand')
  return (
    <PlainLink size="small" href={brandPagePath(account.slug)} icon="globe">
      {t('whatUsersSee')}
    </PlainLink>
  )
}
