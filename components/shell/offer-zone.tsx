import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { BrowserTimeZone } from '#/components/form/browser-time-zone.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { chooseZoneAction } from '#/lib/identity/profile/actions.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'
import { ZoneOffer } from './zone-offer.tsx'

/** Offers the browser's time zone to a person whose times are in another, chosen or not; needs JavaScript. */
export async function OfferZone({ stored }: { stored: string | null }) {
  if (stored === null) return null
  const t = await getTranslations('common')
  const zone = nameZone(stored, await getLocale())
  return (
    <ZoneOffer
      stored={stored}
      text={t('zoneOffer.text', { stored: zone, zone: '{zone}' })}
      keep={t('zoneOffer.keep', { stored: zone })}
    >
      <ActionForm action={chooseZoneAction} id="choose-zone">
        <BrowserTimeZone />
        <SubmitButton variant="secondary">{t('zoneOffer.change')}</SubmitButton>
      </ActionForm>
    </ZoneOffer>
  )
}
