'use client'

import { ZoneInput } from '#/components/form/zone-input.tsx'
import { Choice } from '#/components/ui/choice.tsx'
import { Field, Fieldset } from '#/components/ui/field.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import type { HoursRow } from '#/db/words/accounts.ts'
import { fillPlaceholders, IntentButton, useContactFields, useControl } from './form-parts.tsx'

const weekdayKeys = ['1', '2', '3', '4', '5', '6', '7'] as const

type HoursEditorProps = {
  rows: readonly HoursRow[]
  zone: string
  /** The names of the saved zones: "Rome time". */
  zoneNames: Readonly<Record<string, string>>
}

export function HoursEditor({ rows, zone, zoneNames }: HoursEditorProps) {
  const { texts } = useContactFields()
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <IntentButton intent="preset:business">{texts.presetBusiness}</IntentButton>
        <IntentButton intent="preset:24/7">{texts.presetAlways}</IntentButton>
      </div>
      <ul className="flex flex-col gap-4">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the whole list is rendered again when its rows change
          <li key={index} className="rounded-box border border-line p-4">
            <WindowFields
              path={`support-hours.${index}`}
              row={row}
              number={index + 1}
              zone={zone}
              zoneNames={zoneNames}
            />
            {/* Hours are required, so the only window is changed, not removed. */}
            {rows.length > 1 ? (
              <div className="mt-3">
                <IntentButton
                  intent={`remove:support-hours:${index}`}
                  of={fillPlaceholders(texts.removeWindow, { number: index + 1 })}
                  variant="quiet"
                  icon="close"
                >
                  {texts.remove}
                </IntentButton>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      <div>
        <IntentButton intent="add:support-hours" icon="plus">
          {texts.addWindow}
        </IntentButton>
      </div>
    </div>
  )
}

type WindowFieldsProps = Omit<HoursEditorProps, 'rows'> & { path: string; row: HoursRow; number: number }

function WindowFields({ path, row, number, zone, zoneNames }: WindowFieldsProps) {
  const { texts, errors } = useContactFields()
  const look = useControl(path)
  return (
    <div className="flex flex-col gap-4">
      <Fieldset
        id={`${path}.days`}
        legend={fillPlaceholders(texts.windowDays, { number })}
        error={errors[`${path}.days`]}
      >
        <div className="grid grid-cols-[repeat(auto-fill,minmax(4.25rem,1fr))] gap-x-1 sm:flex sm:flex-wrap sm:gap-x-6">
          {weekdayKeys.map((day) => (
            <Choice
              key={day}
              type="checkbox"
              name={`${path}.days`}
              id={day === '1' ? `${path}.days` : `${path}.days.${day}`}
              value={day}
              label={texts.days[day]}
              defaultChecked={row.days.includes(day)}
            />
          ))}
        </div>
      </Fieldset>
      <div className="grid grid-cols-2 gap-x-3 gap-y-2 pb-4 [&_[data-zone-name]]:absolute [&_[data-zone-name]]:top-full *:last:col-span-full sm:grid-cols-[auto_auto_minmax(0,1fr)] sm:items-end sm:*:last:col-span-1">
        {(['opens', 'closes'] as const).map((part) => (
          <Field key={part} name={`${path}.${part}`} label={texts[part]} error={errors[`${path}.${part}`]}>
            {(control) => (
              <TextInput
                {...look(control, row[part])}
                width="short"
                inputMode="text"
                placeholder={part === 'opens' ? '09:00' : '18:00'}
                maxLength={5}
                defaultValue={row[part]}
              />
            )}
          </Field>
        ))}
        <Field name={`${path}.zone`} label={texts.zone} error={errors[`${path}.zone`]}>
          {(control) => (
            <ZoneInput
              {...control}
              own={zone}
              named={zoneNames[row.zone || zone]}
              placeholder={zone}
              defaultValue={row.zone || zone}
            />
          )}
        </Field>
      </div>
      <p className="text-muted text-small">{texts.windowHint}</p>
    </div>
  )
}
