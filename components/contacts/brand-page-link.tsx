import { getTranslations } from 'next-intl/server'
import { PlainLink } from '#/components/ui/button.tsx'
import type { IntegrationState } from '#/db/words/accounts.ts'
import type { ContactInformation } from '#/db/words/contacts.ts'
import { brandPagePath, isPublished } from '#/lib/accounts/brand-page/policy.ts'

type Props = { account: { slug: string; state: IntegrationState }; contacts: ContactInformation | null }

/** Leads to the public page of an account's support, where there is one. It is no page of the portal: the browser loads it whole. */
export async function BrandPageLink({ account, contacts }: Props) {
  if (!isPublished(account.state, contacts)) return null
  const t = await getTranslations('brand')
  return (
    <PlainLink href={brandPagePath(account.slug)} icon="globe">
      {t('whatUsersSee')}
    </PlainLink>
  )
}
