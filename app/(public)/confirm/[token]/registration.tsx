import { getTranslations } from 'next-intl/server'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import type { ConfirmationPage } from '#/lib/changes/confirmations/link.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

/** Which address is registered where, by whom, and what for, in the words of the mail. */
export async function Registration({ found }: { found: ConfirmationPage }) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('confirmations.page')
  const mail = await getTranslations('mail')
  const { accountName: account, address, askerName, fields } = found
  return (
    <DescriptionList
      items={[
        { term: t('address'), description: <span className="font-medium wrap-anywhere">{address}</span> },
        { term: t('account'), description: account },
        ...(askerName ? [{ term: t('by'), description: askerName }] : []),
        {
          term: t('fields'),
          description: (
            <ul className="flex flex-col gap-2">
              {fields.map((field) => (
                <li key={field}>
                  <span className="font-medium">{mail(`fields.${field}`, { programme })}</span>
                  <span className="block text-muted text-small first-letter:uppercase">
                    {mail(`confirm-address.meaning.${field}`, { account })}
                  </span>
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  )
}
