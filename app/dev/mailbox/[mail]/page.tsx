import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Link } from '#/components/ui/link.tsx'
import { LinkedText } from '#/components/ui/linked-text.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { isProduction } from '#/env.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { findCaughtMail } from '#/lib/platform/relay/mailbox.ts'

/** The text of a caught mail, with working links. It does not exist in production. */
export default definePage('/dev/mailbox/[mail]', anybody, async ({ params }) => {
  const mail = isProduction ? undefined : findCaughtMail(params.mail)
  if (!mail) notFound()
  const t = await getTranslations('mail.mailbox')
  const facts = [
    { term: t('to'), description: mail.to },
    { term: t('from'), description: mail.from },
  ]
  const headers = Object.entries(mail.headers).map(([name, value]) => ({
    term: name,
    description: <span className="font-mono text-small">{value}</span>,
  }))
  return (
    <main className="mx-auto grid w-full max-w-3xl gap-6 px-4 py-8">
      <title>{`${mail.subject} · ${t('title')}`}</title>
      <PageHeader
        title={mail.subject}
        context={<Link href="/dev/mailbox">{t('back')}</Link>}
        actions={<a href={`/dev/mailbox/${mail.id}/html`}>{t('html')}</a>}
      />
      <DescriptionList items={facts} />
      <Card>
        <div className="whitespace-pre-wrap">
          <LinkedText text={mail.text} />
        </div>
      </Card>
      {mail.files.map(({ name, content }) => (
        <Disclosure key={name} summary={name}>
          <pre className="overflow-x-auto font-mono text-small">{content}</pre>
        </Disclosure>
      ))}
      <Disclosure summary={t('headers')}>
        <DescriptionList items={headers} />
      </Disclosure>
    </main>
  )
})
