'use client'

import { type ClipboardEventHandler, type ReactNode, useEffect, useRef, useState } from 'react'
import { Badge } from '#/components/ui/badge.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Select } from '#/components/ui/select.tsx'
import { emailInput, TextInput } from '#/components/ui/text-input.tsx'
import type { AddressRow } from '#/db/words/accounts.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { fillPlaceholders, IntentButton, useContactFields, useControl } from './form-parts.tsx'

type AddressRowProps = {
  /** Prefix of the controls' names, such as `technical.0` or `brand-support`. */
  path: string
  row: AddressRow
  label: string
  advice: string
  onPaste?: ClipboardEventHandler<HTMLInputElement>
  remove?: ReactNode
  labelExample?: string | undefined
  /** Optional fields of this address alone, above its label and language; `isSet`: whether one has a value or an error. */
  others?: { summary: string; isSet: boolean; fields: ReactNode }
}

const meaningOf = { bouncing: 'bad', confirmed: 'good', unconfirmed: 'neutral' } as const

/**
 * An address in a row of its own, so that it can be read at every width. What is optional is below it, out of the way of
 * those who type one address after another; it is open where something is set.
 */
export function AddressRowFields(props: AddressRowProps) {
  const { path, row, label, advice, onPaste, remove, labelExample, others } = props
  const { texts, errors, defaultLocale, statuses, onInput } = useContactFields()
  const input = useRef<HTMLInputElement>(null)
  const look = useControl(path)
  const [typed, setTyped] = useState(row.address)
  // We react to typing, because a change on blur would move the button under the pointer.
  const suggestion = useSuggestion(typed)
  const shown = statuses[addressKey(typed.trim())]
  const isBouncing = shown?.status === 'bouncing'
  const address = `${path}.address`
  const status = `${address}-status`
  const isMoreSet =
    Boolean(row.label || row.locale || others?.isSet) ||
    ['label', 'locale'].some((part) => errors[`${path}.${part}`])
  const language = texts.languages.find(({ value }) => value === defaultLocale)?.label ?? defaultLocale

  function take(suggested: string) {
    if (!input.current) return
    input.current.value = suggested
    setTyped(suggested)
    onInput()
    // The button disappears.
    input.current.focus()
  }

  return (
    <>
      <div className="max-w-measure">
        <Field name={address} label={label} error={errors[address]}>
          {(control) => (
            <TextInput
              {...look(control, row.address)}
              {...emailInput}
              ref={input}
              aria-describedby={joinIds(
                look(control, row.address)['aria-describedby'],
                isBouncing ? status : undefined,
              )}
              data-bad={isBouncing || undefined}
              defaultValue={row.address}
              onChange={(event) => setTyped(event.target.value)}
              onPaste={onPaste}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 empty:hidden">
        {isBouncing || row.address.trim() ? (
          <Badge meaning={meaningOf[shown?.status ?? 'unconfirmed']}>
            {shown?.word ?? texts.unconfirmed}
          </Badge>
        ) : null}
        {isBouncing ? (
          <span id={status} className="max-w-measure text-bad text-small">
            {shown.text} {advice}
          </span>
        ) : null}
        {shown?.status === 'unconfirmed' && shown.text ? (
          <span className="text-muted text-small">{shown.text}</span>
        ) : null}
        {shown?.question ? (
          <IntentButton
            intent={`again:${path}`}
            of={fillPlaceholders(shown.question === 'ask' ? texts.askOf : texts.sendAgainTo, {
              address: typed.trim(),
            })}
            variant="quiet"
          >
            {texts[shown.question]}
          </IntentButton>
        ) : null}
        {shown?.triable ? (
          <IntentButton
            intent={`try:${path}`}
            of={fillPlaceholders(texts.tryAgainOf, { address: typed.trim() })}
            variant="quiet"
          >
            {texts.tryAgain}
          </IntentButton>
        ) : null}
        {remove}
        {suggestion ? (
          <span className="text-small">
            {fillPlaceholders(texts.didYouMean, { address: suggestion })}{' '}
            <Button type="button" variant="quiet" size="small" onClick={() => take(suggestion)}>
              {texts.useSuggestion}
            </Button>
          </span>
        ) : null}
      </div>
      <div className="max-w-measure">
        <Disclosure
          summary={
            <>
              {others?.summary ?? texts.more}
              <span className="sr-only"> ({label})</span>
            </>
          }
          open={isMoreSet}
        >
          <div className="grid gap-x-3 gap-y-4 sm:grid-cols-2 sm:items-end">
            {others?.fields}
            <Field
              name={`${path}.label`}
              label={texts.label}
              note={texts.optional}
              error={errors[`${path}.label`]}
            >
              {(control) => <TextInput {...control} defaultValue={row.label} placeholder={labelExample} />}
            </Field>
            <Field name={`${path}.locale`} label={texts.language} error={errors[`${path}.locale`]}>
              {(control) => (
                <Select
                  {...control}
                  defaultValue={row.locale}
                  options={[
                    { value: '', label: fillPlaceholders(texts.accountLanguage, { language }) },
                    ...texts.languages,
                  ]}
                />
              )}
            </Field>
          </div>
        </Disclosure>
      </div>
    </>
  )
}

function joinIds(...ids: (string | undefined)[]): string | undefined {
  return ids.filter((id) => id !== undefined).join(' ') || undefined
}

type Suggest = (address: string) => string | null

/**
 * The address that was likely meant, if the typed one has a slip in its domain. The server knows those of the saved
 * addresses; the rule loads once there is an address, because most people type none wrong.
 */
function useSuggestion(typed: string): string | null {
  const { suggestions } = useContactFields()
  const [suggest, setSuggest] = useState<Suggest | null>(null)
  const isNeeded = typed.includes('@') && suggest === null
  useEffect(() => {
    if (!isNeeded) return
    import('#/lib/contacts/form/address-suggestion.ts').then(
      (loaded) => setSuggest(() => loaded.suggestAddress),
      () => undefined,
    )
  }, [isNeeded])
  return suggest ? suggest(typed) : (suggestions[typed] ?? null)
}
