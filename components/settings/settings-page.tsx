import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { auditHref } from '#/lib/admin/audit/filter.ts'

type SettingsPageProps = {
  title: string
  lead: ReactNode
  programmeName: string
  /** The page above, where that is not the list of all settings. */
  above?: { href: string; name: string } | undefined
  /** What has just been done, in words. */
  done?: ReactNode | undefined
  /** For those who may only look. */
  readOnly?: boolean | undefined
  /** What of the audit log tells the history of what is set here. */
  history?: Parameters<typeof auditHref>[0] | undefined
  actions?: ReactNode | undefined
  children: ReactNode
}

/** The frame of a page of settings. */
export async function SettingsPage(props: SettingsPageProps) {
  const { title, lead, programmeName, above, done, readOnly, history, actions, children } = props
  const t = await getTranslations('adminSettings')
  return (
    <>
      <PageTitle parts={[title, ...(above ? [above.name] : []), t('title'), programmeName]} />
      <PageHeader
        title={title}
        context={<Link href={above?.href ?? '/admin/settings'}>{above?.name ?? t('title')}</Link>}
        description={lead}
        actions={actions}
      />
      {done ? <Banner meaning="good" role="status" title={done} /> : null}
      {readOnly ? <Banner meaning="information" title={t('readOnly')} /> : null}
      <div className="grid max-w-4xl gap-6">{children}</div>
      {history ? (
        <p>
          <Link href={auditHref(history)}>{t('changes')}</Link>
        </p>
      ) : null}
    </>
  )
}
