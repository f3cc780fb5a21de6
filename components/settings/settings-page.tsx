import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { type AuditView, auditLog } from '#/lib/admin/audit/list.ts'

type SettingsPageProps = {
  title: string
  lead: ReactNode
  /** The page above, where that is not the list of all settings. */
  parent?: { href: string; name: string }
  /** What has just been done, in words. */
  done?: ReactNode
  /** For those who may only look. */
  readOnly?: boolean
  /** What of the audit log tells the history of what is set here. */
  history?: Partial<AuditView>
  actions?: ReactNode
  /** Shows times. */
  zoned?: boolean
  /** As wide as there is room, for tables of many columns. */
  wide?: boolean
  children: ReactNode
}

/** The frame of a page of settings. */
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
