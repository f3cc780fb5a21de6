import { getTranslations } from 'next-intl/server'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import {
  type AnnouncementOutcome,
  accountOutcomes,
  messageOutcomes,
} from '#/lib/notices/announcements/outcome.ts'

/** What became of an announcement, in numbers. */
export async function OutcomeCard({ outcome }: { outcome: AnnouncementOutcome }) {
  const t = await getTranslations('announcements')
  const { accounts, messages, acknowledged, told } = outcome
  const accountLines = accountOutcomes
    .filter((one) => accounts[one] > 0)
    .map((one) => t('outcome.line', { name: t(`outcome.views.${one}`), count: accounts[one] }))
  const messageLines = messageOutcomes
    .filter((one) => messages[one] > 0)
    .map((one) => t(`outcome.statuses.${one}`, { count: messages[one] }))
  return (
    <Card title={t('outcome.title')}>
      <DescriptionList
        items={[
          { id: 'accounts', term: t('outcome.accounts'), description: <Lines lines={accountLines} /> },
          { id: 'messages', term: t('outcome.messages'), description: <Lines lines={messageLines} /> },
          {
            id: 'acknowledged',
            term: t('outcome.acknowledged'),
            description: t('ofTotal', { done: acknowledged, total: told }),
          },
        ]}
      />
    </Card>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return '–'
  return (
    <ul className="tabular-nums">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
