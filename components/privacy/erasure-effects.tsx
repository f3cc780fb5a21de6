import { getTranslations } from 'next-intl/server'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Column, StackingTable } from '#/components/ui/table.tsx'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { AccountPreview, ErasurePreview } from '#/lib/privacy/erasure/preview.ts'

export async function ErasureEffects({ effects }: { effects: ErasurePreview }) {
  const t = await getTranslations('personal.erase')
  const { accounts, more, current } = effects
  const { person, invited, isStaffAddress, isSupportAddress } = current
  const facts = [
    ...(person ? [t('signedOut'), t('personKept')] : []),
    ...(person?.staffRole ? [t('staffEnds')] : []),
    ...(invited.length > 0 ? [t('invitations', { count: invited.length })] : []),
    ...(isStaffAddress ? [t('staffAddress')] : []),
    ...(isSupportAddress ? [t('supportAddress')] : []),
    ...(accounts.some(({ fields }) => fields.length > 0) ? [t('told')] : []),
    t('mail'),
  ]
  return (
    <>
      <Card title={t('atOnce')}>
        {accounts.length > 0 ? <Accounts accounts={accounts} /> : <p>{t('noAccounts')}</p>}
        {more > 0 ? <p>{t('more', { count: more })}</p> : null}
        <Sentences texts={facts} />
      </Card>
      <Card title={t('later')}>
        <Sentences texts={[t('history'), t('again'), t('backups')]} />
      </Card>
    </>
  )
}

function Sentences({ texts }: { texts: readonly string[] }) {
  return (
    <ul className="flex max-w-measure list-disc flex-col gap-2 pl-5">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}

async function Accounts({ accounts }: { accounts: readonly AccountPreview[] }) {
  const t = await getTranslations('personal.erase')
  const columns: Column<AccountPreview>[] = [
    {
      header: t('account'),
      breakable: true,
      cell: ({ slug, name }) => <Link href={`/admin/accounts/${slug}`}>{name}</Link>,
    },
    { header: t('loses'), cell: (effect) => <Loses effect={effect} /> },
    { header: t('then'), cell: (effect) => <Then effect={effect} /> },
  ]
  return <StackingTable caption={t('atOnce')} columns={columns} rows={accounts} rowKey={({ slug }) => slug} />
}

type EffectProps = { effect: AccountPreview }

async function Loses({ effect: { fields, role } }: EffectProps) {
  const t = await getTranslations('personal.erase')
  const common = await getTranslations('common')
  const format = await getFormatter()
  const names = await listFieldNames(fields)
  return (
    <>
      {role ? <p>{t('membership', { role: common(`roles.${role}`) })}</p> : null}
      {names.length > 0 ? <p>{t('fields', { fields: format.list(names) })}</p> : null}
    </>
  )
}

async function Then({ effect: { missing, dueAt, locks } }: EffectProps) {
  const t = await getTranslations('personal.erase')
  const format = await getFormatter()
  if (missing.length === 0) return t('nothingMissing')
  const fields = format.list(await listFieldNames(missing))
  if (locks || dueAt === null) return t('closed', { fields })
  return t('due', { fields, at: format.dateTime(dueAt, { dateStyle: 'medium', timeStyle: 'short' }) })
}
