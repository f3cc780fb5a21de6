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
  above?: { href: string; name: string } | undefined
  /** What has just been done, in words. */
  done?: ReactNode | undefined
  /** For those who may only look. */
  readOnly?: boolean | undefined
  /** What of the audit log tells the history of what is set here. */
  history?: Partial<AuditView> | undefined
  actions?: ReactNode | undefined
  children: ReactNode
}

/** The frame of a page of settings. */
export async function SettingsPage(props: SettingsPageProps) {
  const { title, lead, above, done, readOnly, history, actions, children } = props
  const t = await getTranslations('adminSettings')
  return (
    <Page
      title={title}
      of={[...(above ? [above.name] : []), t('title')]}
      context={<Link href={above?.href ?? '/admin/settings'}>{above?.name ?? t('title')}</Link>}
      description={lead}
      actions={actions}
      done={done}
    >
      {readOnly ? <Banner meaning="information" title={t('readOnly')} /> : null}
      <div className="grid max-w-4xl gap-6">{children}</div>
      {history ? (
        <p>
          <Link href={auditLog.href(history)}>{t('changes')}</Link>
        </p>
      ) : null}
    </Page>
  )
}
