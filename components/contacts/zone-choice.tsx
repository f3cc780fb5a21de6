import { getTranslations } from 'next-intl/server'
import { Button } from '#/components/ui/button.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Field } from '#/components/ui/field.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import type { SupportWindow } from '#/db/words/accounts.ts'
import type { PictureZone } from '#/lib/contacts/hours/zones.ts'

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
        error={shown.unknown === null ? undefined : t('unknown', { zone: shown.unknown })}
      >
        {(control) => (
          <TextInput
            {...control}
            autoFocus={shown.asked}
            form={form}
            list={inForm ? 'time-zones' : 'week-zones'}
            width="half"
            autoComplete="off"
            spellCheck={false}
            maxLength={64}
            defaultValue={shown.unknown ?? shown.zone}
          />
        )}
      </Field>
      {inForm ? null : (
        <datalist id="week-zones">
          {[...new Set([...windows.map(({ zone }) => zone), 'UTC'])].map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      )}
      <div>
        <Button size="small" form={form}>
          {t('show')}
        </Button>
      </div>
    </div>
  )
  return (
    <Disclosure summary={t('choose')} open={shown.asked}>
      {inForm ? (
        controls
      ) : (
        <form method="get" action={path}>
          {controls}
        </form>
      )}
    </Disclosure>
  )
}

/** The form of an `inForm` choice; render it outside the other form. */
export function ZoneForm({ path }: { path: string }) {
  return <form method="get" id={formId} action={path} />
}
