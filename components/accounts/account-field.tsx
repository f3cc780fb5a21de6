import type { ComponentProps } from 'react'
import { FormInput } from '#/components/form/form-field.tsx'
import { asTyped } from '#/components/ui/text-input.tsx'

type AccountFieldProps = Pick<
  ComponentProps<typeof FormInput>,
  'label' | 'hint' | 'defaultValue' | 'width'
> & {
  accounts: readonly { slug: string; name: string }[]
}

/** A field for an account's short name, with suggestions; as elements, so that the form finds its label. */
export function renderAccountField({ accounts, ...look }: AccountFieldProps) {
  return (
    <>
      <FormInput {...asTyped} {...look} name="slug" list="accounts" required />
      <datalist id="accounts">
        {accounts.map(({ slug, name }) => (
          <option key={slug} value={slug}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  )
}
