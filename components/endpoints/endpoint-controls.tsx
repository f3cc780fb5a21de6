import { getTranslations } from 'next-intl/server'
import { FormInput, FormRadioGroup, FormSwitch } from '#/components/form/form-field.tsx'
import { asTyped } from '#/components/ui/text-input.tsx'
import type { EndpointKind } from '#/db/words/endpoints.ts'
import type { EndpointControl } from '#/lib/contacts/fields/endpoint-form.ts'
import { endpointForms } from '#/lib/contacts/fields/endpoint-forms.ts'

type EndpointControlsProps = {
  kind: EndpointKind
  /** Switches are settings; everything else says where the endpoint is and what opens it. */
  which: 'all' | 'place' | 'switches'
  /** The switches that are on. */
  on?: readonly string[]
}

/** Draws the form of any kind of endpoint from its description. */
export async function EndpointControls({ kind, which, on = [] }: EndpointControlsProps) {
  const t = await getTranslations('endpoints.kinds')
  const texts: (key: string) => string = (key) => t(`${kind}.${key}` as 'webhook.url')
  return listControls(kind, which).map((control) => {
    const { name, is } = control
    const look = { name, label: texts(name), hint: texts(`${name}Hint`) }
    if (is === 'switch') return <FormSwitch key={name} {...look} defaultChecked={on.includes(name)} />
    if (is === 'choice') {
      const options = (control.options ?? []).map((value) => ({ value, label: texts(value) }))
      const { label, ...rest } = look
      return <FormRadioGroup key={name} {...rest} legend={label} options={options} required />
    }
    return (
      <FormInput
        key={name}
        {...look}
        {...asTyped}
        {...inputs[is]}
        maxLength={control.maxLength}
        required={control.isRequired}
      />
    )
  })
}

const inputs = {
  url: { type: 'url', inputMode: 'url', dir: 'ltr' },
  text: { dir: 'ltr' },
  // No browser is to offer the person's own password.
  secret: { type: 'password', autoComplete: 'new-password', dir: 'ltr' },
  tel: { type: 'tel', inputMode: 'tel', autoComplete: 'off', width: 'half', dir: 'ltr' },
} as const

/** The labels of these controls, for the summary of a form's errors. */
export async function nameControls(kind: EndpointKind, which: EndpointControlsProps['which']) {
  const t = await getTranslations('endpoints.kinds')
  const named = listControls(kind, which).map(({ name }) => [name, t(`${kind}.${name}` as 'webhook.url')])
  return Object.fromEntries(named) as Record<string, string>
}

function listControls(kind: EndpointKind, which: EndpointControlsProps['which']): readonly EndpointControl[] {
  const { controls } = endpointForms[kind]
  if (which === 'all') return controls
  return controls.filter(({ is }) => (is === 'switch') === (which === 'switches'))
}
