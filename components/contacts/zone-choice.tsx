import { getLocale, getTranslations } from 'next-intl/server'
import { ZoneInput } from '#/components/form/zone-input.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Field } from '#/components/ui/field.tsx'
import type { SupportWindow } from '#/db/words/accounts.ts'
import type { PictureZone } from '#/lib/contacts/hours/picture-zone.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'

const formId = 'week-zone'

type ChooseZoneProps = {
  windows: readonly SupportWindow[]
  shown: PictureZone
  path: string
  inForm: boolean | undefined
}

/**
 * Chooses the zone of the week grid. It loads the page with `?zone=` and moves the focus back here; a fragment would
 * stay in the address and scroll later form answers down here.
 */
export async function ChooseZone({ path, inForm, windows, shown }: ChooseZoneProps) {
  const t = await getTranslations('hours.picture')
  const errors = await getTranslations('errors')
  const locale = await getLocale()
  const formatUnknown = ({ unknown, candidates }: PictureZone) => {
    if (unknown === null) return undefined
    if (candidates.length === 0) return t('unknown', { zone: unknown })
    return errors('time-zone-several', { typed: unknown, zones: candidates.join(', ') })
  }
  const form = inForm ? formId : undefined
  const controls = (
    <div className="flex flex-col gap-3">
      {inForm ? (
        <noscript>
          <p className="text-small">{t('saveFirst')}</p>
        </noscript>
      ) : null}
      <Field
        name="zone"
        id="week-zone-name"
        label={t('zone')}
        hint={t('zoneHint')}
        error={formatUnknown(shown)}
      >
        {(control) => (
          <ZoneInput
            {...control}
            own={windows[0]?.zone ?? null}
            named={shown.unknown ? undefined : nameZone(shown.zone, locale)}
            autoFocus={shown.asked}
            form={form}
            width="half"
            defaultValue={shown.unknown ?? shown.zone}
          />
        )}
      </Field>
      <div>
        <Button size="small" form={form}>
          {t('show')}
        </Button>
      </div>
    </div>
  )
  return (
    <div className="print:hidden">
      <Disclosure summary={t('choose')} open={shown.asked}>
        {inForm ? (
          controls
        ) : (
          <form method="get" action={path}>
            {controls}
          </form>
        )}
      </Disclosure>
    </div>
  )
}

type ZoneFormProps = {
  path: string
  /** The field that the page shows as a form; it stays one. */
  edit?: string | undefined
}

/** The form of an `inForm` choice; render it outside the other form. */
export function ZoneForm({ path, edit }: ZoneFormProps) {
  return (
    <form method="get" id={formId} action={path}>
      {edit ? <input type="hidden" name="edit" value={edit} /> : null}
    </form>
  )
}
