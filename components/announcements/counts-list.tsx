import { getTranslations } from 'next-intl/server'
import { DescriptionList } from '#/components/ui/card.tsx'
import type { FrozenCounts } from '#/db/words/announcements.ts'

const reasons = ['paused', 'missing', 'bouncing'] as const

/** Sums up a frozen list: accounts, who is reached, who is not and why, messages and addresses. */
export async function CountsList({ counts }: { counts: FrozenCounts }) {
  const t = await getTranslations('announcements')
  const number = (value: number) => <span className="tabular-nums">{t('counts.number', { value })}</span>
  const lost = reasons.filter((reason) => counts[reason] > 0)
  const notReached = (
    <ul>
      {lost.map((reason) => (
        <li key={reason}>
          {number(counts[reason])}: {t(`why.${reason}`)}
        </li>
      ))}
    </ul>
  )
  const { untranslated: messages, untranslatedAccounts: accounts } = counts
  return (
    <DescriptionList
      items={[
        { term: t('counts.accounts'), description: number(counts.accounts) },
        { term: t('counts.reaches'), description: number(counts.reaches) },
        { term: t('counts.notReached'), description: lost.length > 0 ? notReached : t('counts.none') },
        { term: t('counts.messages'), description: number(counts.messages) },
        { term: t('counts.addresses'), description: number(counts.addresses) },
        messages > 0 && {
          term: t('counts.untranslated'),
          description: t('counts.untranslatedText', { messages, accounts }),
        },
      ]}
    />
  )
}
