import { getTranslations } from 'next-intl/server'
import { nameNotice } from '#/components/notices/notice-words.ts'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import type { Acknowledgement } from '#/lib/notices/acknowledgement/acknowledge-link.ts'

/** Subject and account, as in the mail; of several notices, how many. */
export async function AcknowledgedSubject({ found }: { found: Acknowledgement }) {
  const t = await getTranslations('acknowledge')
  const mail = await getTranslations('mail')
  const category = mail(`categories.${found.category}`)
  const one = mail('notice.subject', { category, summary: await nameNotice(found) })
  const named = found.kind === 'event' ? one : mail(`notice.${found.kind}-subject`, { text: one })
  const subject = found.count > 1 ? mail('notice-digest.subject', { category, count: found.count }) : named
  return (
    <DescriptionList
      items={[
        {
          term: t('subject'),
          description: (
            <span dir="auto" className="font-medium wrap-anywhere">
              {subject}
            </span>
          ),
        },
        { term: t('account'), description: found.accountName },
      ]}
    />
  )
}
