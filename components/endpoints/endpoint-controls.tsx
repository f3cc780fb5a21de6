import { getLocale, getTranslations } from 'next-intl/server'
import {
  FormCheckboxGroup,
  FormInput,
  FormRadioGroup,
  FormSelect,
  FormSwitch,
} from '#/components/form/form-field.tsx'
import { asTyped } from '#/components/ui/text-input.tsx'
import { type EndpointEntry, type EndpointKind, maxLengths, type RoutedField } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { endpointForms } from '#/lib/contacts/fields/endpoint-forms.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'

/** `new`: without the secrets that a service makes once the endpoint is there; `place`: where it is and what opens it. */
type Which = 'new' | 'place' | 'settings'

/**
 * The form of any kind of endpoint, from its description, as elements, so that the form finds their labels. `on`: the settings that are
 * on or stored.
 */
export async function drawControls(kind: EndpointKind, which: Which, on: readonly string[] = []) {
  const t = await getTranslations('endpoints.kinds')
  const form = await getTranslations('endpoints.form')
  const texts: (key: string) => string = (key) => t(`${kind}.${key}` as 'webhook.url')
  const { controls } = endpointForms[kind]
  const drawn = controls.filter(({ is, isSetting = false }) =>
    which === 'new' ? !isSetting || is === 'switch' : isSetting === (which === 'settings'),
  )
  return drawn.map(({ name, is, isSetting, options = [], maxLength, isRequired: required }) => {
    const stored = is === 'secret' && isSetting ? ` ${form(on.includes(name) ? 'stored' : 'notStored')}` : ''
    const [label, hint] = [texts(name), `${texts(`${name}Hint`)}${stored}`]
    const look = { name, label, hint }
    if (is === 'switch') return <FormSwitch {...look} key={name} defaultChecked={on.includes(name)} />
    if (is === 'choice') {
      const named = options.map((value) => ({ value, label: texts(value) }))
      return <FormRadioGroup key={name} name={name} legend={label} hint={hint} options={named} required />
    }
    const input = { ...asTyped, ...inputs[is], maxLength, required, optional: !required }
    return <FormInput {...look} {...input} key={name} />
  })
}

const inputs = {
  url: { type: 'url', inputMode: 'url', dir: 'ltr' },
  // No browser is to offer the person's own password.
  secret: { type: 'password', autoComplete: 'new-password', dir: 'ltr' },
  tel: { type: 'tel', inputMode: 'tel', autoComplete: 'off', width: 'half', dir: 'ltr' },
} as const

type Words = {
  offered: readonly RoutedField[]
  chosen: readonly RoutedField[]
  defaultLocale: Locale
  stored?: Pick<EndpointEntry, 'label' | 'locale'>
}

/** What every endpoint has, whatever its kind: the fields that it serves, its label and its language; as elements. */
export async function drawWords({ offered, chosen, defaultLocale, stored }: Words) {
  const t = await getTranslations('endpoints.form')
  const form = await getTranslations('contacts.form')
  const language = languageName(defaultLocale, await getLocale())
  const names = await listFieldNames(offered)
  return (
    <>
      <FormCheckboxGroup
        name="fields"
        legend={t('fields')}
        hint={t('fieldsHint')}
        defaultValue={chosen}
        options={offered.map((value, index) => ({ value, label: names[index] }))}
      />
      <FormInput
        name="label"
        label={t('label')}
        hint={t('labelHint')}
        required={stored?.label !== ''}
        optional={stored?.label === ''}
        width="half"
        maxLength={maxLengths.label}
        autoComplete="off"
        defaultValue={stored?.label}
      />
      <FormSelect
        name="locale"
        label={t('locale')}
        defaultValue={stored?.locale ?? ''}
        options={[{ value: '', label: form('accountLanguage', { language }) }, ...languageOptions]}
      />
    </>
  )
}
