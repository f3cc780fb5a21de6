import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Link } from '#/components/ui/link.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { isProduction } from '#/env.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { type CaughtMail, listCaughtMail } from '#/lib/platform/relay/mailbox.ts'

/** The caught mail, for demo, development and tests. It does not exist in production. */
export default definePage('/dev/mailbox', anybody, async ({ query }) => {
  if (isProduction) notFound()
  const t = await getTranslations('mail.mailbox')
  const format = await getFormatter()
  const to = [query.to].flat()[0]
  const mails = listCaughtMail(to)
  return (
    <main className="mx-auto grid w-full max-w-5xl gap-6 px-4 py-8">
      <title>{t('title')}</title>
      <PageHeader
        title={t('title')}
        description={t('lead')}
        actions={
          <>
            <a href={to ? `?to=${encodeURIComponent(to)}` : '?'}>{t('reload')}</a>
            <Link href="/dev/endpoints">{t('endpoints')}</Link>
          </>
        }
      />
      {to ? (
        <p>
          {t('only', { address: to })} · <Link href="/dev/mailbox">{t('all')}</Link>
        </p>
      ) : null}
      {mails.length === 0 ? (
        <EmptyState title={t('empty-title')}>{t('empty')}</EmptyState>
      ) : (
        <StackingTable
          caption={t('title')}
          rows={mails}
          rowKey={(mail: CaughtMail) => mail.id}
          columns={[
            {
              header: t('at'),
              cell: (mail) => (
                <time dateTime={mail.at}>
                  {format.dateTime(new Date(mail.at), { dateStyle: 'short', timeStyle: 'medium' })}
                </time>
              ),
            },
            { header: t('to'), cell: (mail) => mail.to, breakable: true },
            {
              header: t('subject'),
              cell: (mail) => <Link href={`/dev/mailbox/${mail.id}`}>{mail.subject}</Link>,
              rowHeader: true,
              breakable: true,
            },
          ]}
        />
      )}
    </main>
  )
})
