import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { NoticeTable } from '#/components/notices/notice-table.tsx'
import type { StaffNoticeRow } from '#/lib/notices/views/staff-queries.ts'

/** Lists notices of all accounts for staff. */
export async function StaffNoticeTable({ notices }: { notices: readonly StaffNoticeRow[] }) {
  const t = await getTranslations('adminNotices')
  return (
    <NoticeTable
      caption={t('list')}
      base="/admin/notices"
      notices={notices}
      due
      account={({ accountSlug: slug, accountName: name, accountText: text }) => (
        <NoticeAccount slug={slug} name={name} text={text} />
      )}
    />
  )
}

type NoticeAccountProps = {
  slug: string | null | undefined
  name: string | null | undefined
  text: string
}

/** The account of a notice, or the sender's name for an unknown one. */
export async function NoticeAccount({ slug, name, text }: NoticeAccountProps) {
  if (slug) return <Link href={`/admin/accounts/${slug}`}>{name}</Link>
  const t = await getTranslations('adminNotices')
  if (!text) return <span className="text-muted">{t('noAccount')}</span>
  return (
    <>
      <span dir="auto">{text}</span> <span className="block text-muted">{t('unknownAccount')}</span>
    </>
  )
}
