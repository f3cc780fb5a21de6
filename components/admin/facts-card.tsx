import { getLocale, getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { CopiedText } from '#/components/ui/copied-text.tsx'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import type { AccountForStaff } from '#/lib/admin/accounts/admin-queries.ts'
import type { findLastCheck } from '#/lib/changes/checks/queries.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type FactsCardProps = {
  view: AccountForStaff
  title?: string
  /** The last person who confirmed the contacts; null if nobody did, undefined to hide the row. */
  checked?: Awaited<ReturnType<typeof findLastCheck>>
}

export async function FactsCard({ view, title, checked }: FactsCardProps) {
  const { account, integrationType } = view
  const t = await getTranslations('admin.account')
  const facts = await getTranslations('adminAccount.facts')
  const locale = await getLocale()
  return (
    <Card title={title ?? t('facts')}>
      <DescriptionList
        items={[
          { term: facts('name'), description: account.name },
          { term: t('slug'), description: <CopiedText text={account.slug} /> },
          { term: facts('id'), description: <CopiedText text={account.id} /> },
          { term: t('type'), description: nameType(integrationType, locale) },
          { term: t('locale'), description: languageName(account.defaultLocale, locale) },
          { term: t('created'), description: <Instant at={account.createdAt} /> },
          {
            term: facts('nudged'),
            description: account.nudgedAt === null ? facts('never') : <Instant at={account.nudgedAt} />,
          },
          checked !== undefined && {
            term: facts('checked'),
            description: checked ? <Checked {...checked} /> : facts('never'),
          },
          checked !== undefined && {
            term: facts('nextCheck'),
            description: account.checkDueAt ? <Instant at={account.checkDueAt} /> : facts('never'),
          },
        ]}
      />
    </Card>
  )
}

async function Checked({ at, by, how }: NonNullable<FactsCardProps['checked']>) {
  const named = await namePeople()
  const t = await getTranslations('adminAccount.facts')
  return (
    <>
      <Instant at={at} />
      <span className="block text-muted text-small">{t(how, { name: named(by) || t('somebody') })}</span>
    </>
  )
}
