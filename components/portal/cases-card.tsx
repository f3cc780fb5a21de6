import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'

type CasesCardProps = { base: string; open: readonly { number: number; subject: string }[] }

/** The account's open cases, or the way to open one. `base` is the account's path. */
export async function CasesCard({ base, open }: CasesCardProps) {
  const t = await getTranslations('overview.cases')
  return (
    <Card
      title={t('title')}
      actions={
        <ButtonLink size="small" href={`${base}/support/new`}>
          {t('new')}
        </ButtonLink>
      }
      footer={<Link href={`${base}/support`}>{t('all')}</Link>}
    >
      {open.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <div className="flex flex-col gap-2">
          <p className="text-muted">{t('open', { count: open.length })}</p>
          <ul className="flex flex-col gap-1">
            {open.map(({ number, subject }) => (
              <li key={number}>
                <Link href={`${base}/support/${number}`}>
                  {number} · {subject}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  )
}
