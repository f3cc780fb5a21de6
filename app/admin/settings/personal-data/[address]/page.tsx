import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { HeldToday } from '#/components/privacy/held-today.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink, PlainLink } from '#/components/ui/button.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import {
  countServedAccounts,
  listServedAccounts,
  readCurrentData,
} from '#/lib/privacy/erasure/current-data.ts'
import { findSubject } from '#/lib/privacy/erasure/erase.ts'
import { openAddress } from '#/lib/privacy/erasure/sealed-address.ts'
import { type RecordKind, recordKinds } from '#/lib/privacy/personal-data/kinds.ts'
import { countRecords, type RecordCounts } from '#/lib/privacy/personal-data/stream-records.ts'
import { signOutAddressAction } from '../actions.ts'

const base = '/admin/settings/personal-data'
const accountsShown = 50

export default definePage(
  '/admin/settings/personal-data/[address]',
  admin,
  async ({ read, params, query }) => {
    const sealed = params.address
    const key = openAddress(sealed) ?? notFound()
    const sought = await findSubject(read, key)
    const current = await readCurrentData(read, sought)
    const served = await listServedAccounts(read, sought, { after: '', most: accountsShown })
    const more = (await countServedAccounts(read, sought)) - served.length
    const held = await countRecords(read, sought)
    const t = await getTranslations('personal')
    return (
      <SettingsPage
        title={t('held.title', { address: key })}
        lead={t('lead')}
        parent={{ href: base, name: t('title') }}
        done={query.done === 'signed-out' ? t('signOut.done') : null}
        zoned
      >
        <HeldToday current={current} served={served} more={more} />
        <HeldHistory {...held} />
        {current.person ? (
          <Card title={t('signOut.title')} description={t('signOut.text')}>
            <ActionForm
              action={signOutAddressAction}
              id="sign-out"
              hidden={{ sealed }}
              variant="secondary"
              submit={t('signOut.action')}
            />
          </Card>
        ) : null}
        <Card title={t('held.export')} description={t('held.exportText')}>
          <div>
            <PlainLink download href={`${base}/${sealed}/export.json`}>
              {t('held.exportAction')}
            </PlainLink>
          </div>
        </Card>
        <Card title={t('held.erase')} description={t('held.eraseText')}>
          <div>
            <ButtonLink href={`${base}/${sealed}/erase`}>{t('held.eraseAction')}</ButtonLink>
          </div>
        </Card>
      </SettingsPage>
    )
  },
)

/** The card of today already shows these. */
const ofToday = new Set<RecordKind>(['users', 'memberships', 'staff', 'address_marks'])

async function HeldHistory({ counts, complete }: RecordCounts) {
  const t = await getTranslations('personal')
  const format = await getFormatter()
  const found = recordKinds.filter((kind) => counts.has(kind) && !ofToday.has(kind))
  return (
    <Card title={t('held.history')} description={t('held.historyText')}>
      {complete ? null : <Banner meaning="information" title={t('held.incomplete')} />}
      {found.length > 0 ? (
        <DescriptionList
          items={found.map((kind) => {
            const count = counts.get(kind) ?? 0
            const description = complete ? format.number(count) : t('held.atLeast', { count })
            return { term: t(`kinds.${kind}`), description }
          })}
        />
      ) : (
        <p>{t('held.noHistory')}</p>
      )}
    </Card>
  )
}
