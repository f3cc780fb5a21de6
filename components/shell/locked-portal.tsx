import { getTranslations } from 'next-intl/server'
import { Icon } from '#/components/ui/icon.tsx'
import { ProgrammeName } from './programme-name.tsx'

const above = ['overview', 'notices', 'support'] as const
const below = ['contactInformation', 'users'] as const

/**
 * The portal behind the gate: its navigation as plain text, each entry with a lock. It is inert, hidden from assistive
 * technology, and holds no link and nothing of the account but its name (product.md, The gate).
 */
export async function LockedPortal({ account }: { account: string }) {
  const t = await getTranslations('overview.navigation')
  const renderEntries = (entries: readonly ((typeof above)[number] | (typeof below)[number])[]) =>
    entries.map((entry) => (
      <li key={entry}>
        <Icon name="lock" size="small" />
        {t(entry)}
      </li>
    ))
  return (
    <div
      inert
      aria-hidden="true"
      data-locked-portal
      className="fixed inset-0 select-none overflow-hidden print:hidden"
    >
      <p className="flex min-h-14 items-center gap-4 border-line border-b bg-surface px-6 max-lg:hidden">
        <ProgrammeName quiet />
        <span className="font-semibold">{account}</span>
      </p>
      <div className="mx-auto h-full max-w-7xl">
        <ul className="flex h-full items-start gap-x-5 whitespace-nowrap max-lg:px-4 max-lg:py-1 max-lg:text-small lg:w-60 lg:flex-col lg:gap-0.5 lg:border-line lg:border-r lg:px-2 lg:py-6 *:flex *:items-center *:gap-2.5 lg:*:px-3 lg:*:py-1.5">
          {renderEntries(above)}
          <li className="mt-3 font-medium text-muted text-small max-lg:hidden!">{t('configuration')}</li>
          {renderEntries(below)}
        </ul>
      </div>
      <div className="absolute inset-0 bg-scrim" />
    </div>
  )
}
