import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { ErasureEffects } from '#/components/privacy/erasure-effects.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import { asTyped } from '#/components/ui/text-input.tsx'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { findSubject } from '#/lib/privacy/erasure/erase.ts'
import type { Obstacles } from '#/lib/privacy/erasure/erase-person.ts'
import { previewErasure } from '#/lib/privacy/erasure/preview.ts'
import { openAddress } from '#/lib/privacy/erasure/sealed-address.ts'
import { eraseAddressAction } from '../../actions.ts'

const base = '/admin/settings/personal-data'

export default definePage(
  '/admin/settings/personal-data/[address]/erase',
  admin,
  async ({ grant, read, params }) => {
    const sealed = params.address
    const key = openAddress(sealed) ?? notFound()
    const sought = await findSubject(read, key)
    const effects = await previewErasure(read, grant, sought)
    const { ownedAlone, isLastAdmin, inStaffEmails } = effects.obstacles
    const isSelf = sought.person?.id === grant.actor.user.id
    const isHindered = ownedAlone.length > 0 || isLastAdmin || inStaffEmails || isSelf
    const t = await getTranslations('personal')
    return (
      <SettingsPage
        asks
        title={t('erase.title', { address: key })}
        lead={t('erase.lead')}
        parent={{ href: `${base}/${sealed}`, name: t('held.title', { address: key }) }}
        zoned
      >
        {isHindered ? <EraseObstacles obstacles={effects.obstacles} isSelf={isSelf} /> : null}
        <ErasureEffects effects={effects} />
        {isHindered ? null : (
          <Card title={t('erase.never')}>
            <ActionForm
              action={eraseAddressAction}
              id="erase"
              hidden={{ sealed }}
              submit={t('erase.action')}
              variant="danger"
            >
              <FormInput
                {...asTyped}
                name="typed"
                type="text"
                inputMode="email"
                label={t('erase.typed')}
                hint={t('erase.typedHint', { address: key })}
                width="half"
                required
              />
            </ActionForm>
          </Card>
        )}
      </SettingsPage>
    )
  },
)

/** Explains why the address cannot be erased yet, and what to do first. */
async function EraseObstacles({ obstacles, isSelf }: { obstacles: Obstacles; isSelf: boolean }) {
  const t = await getTranslations('personal.erase')
  const { ownedAlone, isLastAdmin, inStaffEmails } = obstacles
  return (
    <Banner meaning="bad" title={t('obstacles')}>
      {isSelf ? <p>{t('self')}</p> : null}
      {inStaffEmails ? <p>{t('kept')}</p> : null}
      {isLastAdmin ? <p>{t('lastAdmin')}</p> : null}
      {ownedAlone.length > 0 ? (
        <>
          <p>{t('ownedAlone')}</p>
          <ul className="list-disc pl-5">
            {ownedAlone.map(({ slug, name }) => (
              <li key={slug}>
                <Link href={`/admin/accounts/${slug}/members`}>{name}</Link>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Banner>
  )
}
