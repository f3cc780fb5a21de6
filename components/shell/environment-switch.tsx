import { getTranslations } from 'next-intl/server'
import { type AccountEnvironment, environments } from '#/db/words/accounts.ts'

/** Names the current environment and links to the other. Plain links, because the whole page belongs to one. */
export async function EnvironmentSwitch({ current, path }: { current: AccountEnvironment; path: string }) {
  const t = await getTranslations('common.environment')
  return (
    <nav
      aria-label={t('label')}
      className="flex rounded-box border border-control bg-surface p-0.5 text-small"
    >
      {environments.map((environment) => (
        <a
          key={environment}
          href={`${path}?env=${environment}`}
          aria-current={environment === current ? 'true' : undefined}
          className="flex min-h-7 items-center rounded-[6px] px-2.5 text-muted no-underline hover:text-ink aria-[current]:bg-ink aria-[current]:text-surface forced-colors:aria-[current]:bg-[Highlight]"
        >
          {t(environment)}
        </a>
      ))}
    </nav>
  )
}
