import { getTranslations } from 'next-intl/server'
import type { ComponentProps, ReactNode } from 'react'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type AuditView, auditLog } from '#/lib/admin/audit/list.ts'

type SettingsPageProps = Omit<ComponentProps<typeof Page>, 'description' | 'of'> & {
  lead: ReactNode
  /** The note for readers who cannot change anything. */
  readOnly?: boolean
  /** The audit log's filter for the history of this page. */
  history?: Partial<AuditView>
  /** The full width, for tables of many columns. */
  wide?: boolean
}

export async function SettingsPage(props: SettingsPageProps) {
  const { lead, parent, readOnly, history, wide, children, ...page } = props
  const t = await getTranslations('adminSettings')
  const settings = { href: '/admin/settings', name: t('title') }
  return (
    <Page
      {...page}
      parent={parent ?? settings}
      of={[...(parent ? [parent.name] : []), settings.name]}
      description={lead}
    >
      {readOnly ? <Banner meaning="information" title={t('readOnly')} /> : null}
      {wide ? children : <div className="grid max-w-4xl gap-6">{children}</div>}
      {history ? (
        <p>
          <Link href={auditLog.href(history)}>{t('changes')}</Link>
        </p>
      ) : null}
    </Page>
  )
}
