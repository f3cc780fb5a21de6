import { getTranslations } from 'next-intl/server'
import { Link } from '#/components/ui/link.tsx'
import { KeyExample } from './key-example.tsx'

/** Shows how each tool uses a key, ready to copy. `appUrl`: the portal's address. */
export async function KeyUses({ appUrl }: { appUrl: string }) {
  const t = await getTranslations('sources.uses')
  const event = '{"account": "…", "category": "production-alert", "summary": "…"}'
  const examples = [
    {
      title: t('any'),
      text: `curl ${appUrl}/api/v1/events \\
  -H 'Authorization: Bearer {key}' \\
  -H 'Content-Type: application/json' \\
  -d '${event}'`,
    },
    {
      title: t('alertmanager'),
      text: `receivers:
  - name: recapito
    webhook_configs:
      - url: ${appUrl}/api/v1/events/alertmanager
        http_config:
          authorization:
            credentials: {key}`,
    },
    {
      title: t('pagerduty'),
      text: `URL: ${appUrl}/api/v1/events/pagerduty
${t('integrationKey')}: {key}`,
    },
  ]
  return (
    <div className="flex min-w-0 max-w-measure flex-col gap-4">
      {examples.map(({ title, text }) => (
        <KeyExample key={title} title={title} text={text} placeholder={t('placeholder')} copy={t('copy')} />
      ))}
      <p>{t.rich('more', { api: (words) => <Link href="/docs/api">{words}</Link> })}</p>
    </div>
  )
}
