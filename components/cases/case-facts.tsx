import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { StaffCase } from '#/lib/cases/queries.ts'

type CaseFactsProps = Pick<StaffCase, 'case' | 'follows' | 'followedBy'> & { base: string }

export async function CaseFacts({ case: shown, follows, followedBy, base }: CaseFactsProps) {
  const t = await getTranslations('cases')
  const common = await getTranslations('common')
  const links = (linked: StaffCase['followedBy']) => (
    <ul>
      {linked.map(({ number, subject }) => (
        <li key={number}>
          <Link href={`${base}/${number}`}>
            {t('number', { number })}: {subject}
          </Link>
        </li>
      ))}
    </ul>
  )
  const { situation, closedAt } = shown
  return (
    <Card title={t('about.title')}>
      <DescriptionList
        items={[
          { term: t('about.number'), description: shown.number },
          { term: t('about.category'), description: t(`categories.${shown.category}`) },
          situation && { term: t('about.situation'), description: t(`situations.${situation}`) },
          { term: t('about.environment'), description: common(`environment.${shown.environment}`) },
          { term: t('about.opened'), description: <Instant at={shown.openedAt} /> },
          closedAt !== null && { term: t('about.closed'), description: <Instant at={closedAt} /> },
          follows && { term: t('followUp.follows'), description: links([follows]) },
          followedBy.length > 0 && { term: t('followUp.followedBy'), description: links(followedBy) },
        ]}
      />
    </Card>
  )
}
