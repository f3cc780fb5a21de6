import { Card } from '#/components/ui/card.tsx'
import type { Locale } from '#/db/words/people.ts'

type MailCardProps = { title: string; locale: Locale; mail: { subject: string; text: string } }

export function MailCard({ title, locale, mail }: MailCardProps) {
  return (
    <Card title={title}>
      <MailText locale={locale} mail={mail} />
    </Card>
  )
}

export function MailText({ locale, mail }: Omit<MailCardProps, 'title'>) {
  return (
    <div lang={locale} className="max-w-measure wrap-anywhere">
      <p className="font-semibold">{mail.subject}</p>
      <p className="mt-3 whitespace-pre-line">{mail.text.trim()}</p>
    </div>
  )
}
