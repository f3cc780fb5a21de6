import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { HeldHistory } from '#/components/privacy/held-history.tsx'
import { HeldToday } from '#/components/privacy/held-today.tsx'
import { SignOutCard } from '#/components/privacy/sign-out-card.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { ButtonLink, DownloadLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { countServedAccounts, listServedAccounts, readCurrent } from '#/lib/privacy/erasure/current.ts'
import { findSought } from '#/lib/privacy/erasure/erase.ts'
import { openAddress } from '#/lib/privacy/erasure/sealed-address.ts'
import { countHeld } from '#/lib/privacy/personal-data/held.ts'
import { signOutAddressAction } from './actions.ts'

const base = '/admin/settings/personal-data'
const accountsShown = 50

export default definePage(
  '/admin/settings/personal-data/[address]',
  admin,
  async ({ read, params, query }) => {
    const sealed = params.address
    const key = openAddress(sealed)
    if (key === null) notFound()
    const sought = await findSought(read, key)
    const current = await readCurrent(read, sought)
    const served = await listServedAccounts(read, sought, { after: '', most: accountsShown })
    const more = (await countServedAccounts(read, sought)) - served.length
    const held = await countHeld(read, sought)
    const t = await getTranslations('personal')
    const { programmeName } = await currentSettings()
    return (
      <SettingsPage
        title={t('held.title', { address: key })}
        lead={t('lead')}
        above={{ href: base, name: t('title') }}
        done={query.done === 'signed-out' ? t('signOut.done') : undefined}
      >
        <HeldToday current={current} served={served} more={more} programme={programmeName} />
        <HeldHistory {...held} />
        {current.person ? <SignOutCard sealed={sealed} action={signOutAddressAction} /> : null}
        <Card title={t('held.export')} description={t('held.exportText')}>
          <div>
            <DownloadLink href={`${base}/${sealed}/export.json`}>{t('held.exportAction')}</DownloadLink>
          </div>
        </Card>
        <Card title={t('held.erase')} description={t('held.eraseText')}>
          <div>
            <ButtonLink href={`${base}/${sealed}/erase`}>{t('held.eraseAction')}</ButtonLink>
          </div>
        </Card>
        <ZoneNote />
      </SettingsPage>
    )
  },
)
