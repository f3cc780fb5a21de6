import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type AuditView, auditLog } from '#/lib/admin/audit/list.ts'

type SettingsPageProps = {
  title: string
  lead: ReactNode
  /** The page above, if it is not the list of settings. */
  parent?: { href: string; name: string }
  /** The result of the last command, in words. */
  done?: ReactNode
  /** The note for readers who cannot change anything. */
  readOnly?: boolean
  /** The audit log's filter for the history of this page. */
  history?: Partial<AuditView>
  /** The title is a question and takes the focus. */
  asks?: boolean
  actions?: ReactNode
  /** The page shows times, so the frame names their zone. */
  zoned?: boolean
  /** The full width, for tables of many columns. */
  wide?: boolean
  children: ReactNode
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
