import { getTranslations } from 'next-intl/server'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { listProviders } from '#/lib/sessions/providers.ts'

/** How one can sign in here. */
export async function WaysCard({ email }: { email: string }) {
  const t = await getTranslations('settings.ways')
  const providers = listProviders().map(({ id, name }) => ({
    id,
    term: name,
    description: t('providerText', { provider: name }),
  }))
  return (
    <Card title={t('title')} description={t('lead', { email })}>
      <DescriptionList
        items={[{ id: 'email', term: t('email'), description: t('emailText', { email }) }, ...providers]}
      />
    </Card>
  )
}
