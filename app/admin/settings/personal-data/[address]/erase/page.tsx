import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { EraseForm } from '#/components/privacy/erase-form.tsx'
import { EraseObstacles } from '#/components/privacy/erase-obstacles.tsx'
import { ErasureEffects } from '#/components/privacy/erasure-effects.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { previewErasure } from '#/lib/privacy/erasure/effects.ts'
import { findSought } from '#/lib/privacy/erasure/erase.ts'
import { openAddress } from '#/lib/privacy/erasure/sealed-address.ts'
import { eraseAddressAction } from './actions.ts'

const base = '/admin/settings/personal-data'

export default definePage(
  '/admin/settings/personal-data/[address]/erase',
  admin,
  async ({ grant, read, params }) => {
    const sealed = params.address
    const key = openAddress(sealed)
    if (key === null) notFound()
    const sought = await findSought(read, key)
    const effects = await previewErasure(read, grant, sought)
    const { ownedAlone, isLastAdmin, isKept } = effects.obstacles
    const isSelf = sought.person?.id === grant.actor.user.id
    const isHindered = ownedAlone.length > 0 || isLastAdmin || isKept || isSelf
    const t = await getTranslations('personal')
    const { programmeName } = await currentSettings()
    return (
      <SettingsPage
        title={t('erase.title', { address: key })}
        lead={t('erase.lead')}
        above={{ href: `${base}/${sealed}`, name: t('held.title', { address: key }) }}
      >
        {isHindered ? <EraseObstacles obstacles={effects.obstacles} isSelf={isSelf} /> : null}
        <ErasureEffects effects={effects} programme={programmeName} />
        {isHindered ? null : <EraseForm sealed={sealed} address={key} action={eraseAddressAction} />}
        <ZoneNote />
      </SettingsPage>
    )
  },
)
