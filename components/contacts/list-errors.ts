import { nameError } from '#/components/form/field-labels.ts'
import type { FieldError } from '#/components/ui/error-summary.tsx'
import { fieldIds } from '#/db/words/accounts.ts'
import { type ContactTexts, fillPlaceholders } from './form-parts.tsx'

/**
 * The lines of the error summary. Each names the field and the part, because two parts can have the same error. Keys
 * are a control's name (`technical.0.address`) or a field's (`technical`).
 */
export function listContactErrors(errors: Record<string, string>, texts: ContactTexts): FieldError[] {
  return Object.entries(errors).map(([fieldId, message]) => {
    const path = fieldId.replace(/^choose\./, '')
    const field = fieldIds.find((id) => path === id || path.startsWith(`${id}.`))
    if (!field) return { fieldId, message }
    const named = [texts.fields[field].name, ...nameParts(path.slice(field.length + 1), texts)]
    return { fieldId, message: nameError(named.join(' › '), message) }
  })
}

/** The label for a path inside a field: `0.opens`, `0.address`, `phone`. */
function nameParts(path: string, texts: ContactTexts): string[] {
  const [, row, control = ''] = /^(?:(\d+)\.)?(\w*)$/.exec(path) ?? []
  const number = Number(row) + 1
  const inWindow = ['days', 'opens', 'closes', 'zone'].includes(control)
  const rows =
    row === undefined
      ? []
      : [fillPlaceholders(inWindow ? texts.windowNumber : texts.addressNumber, { number })]
  const names: Record<string, string | undefined> = {
    address: row === undefined ? texts.publicAddress : undefined,
    label: texts.label,
    locale: texts.language,
    phone: texts.phone,
    helpUrl: texts.helpUrl,
    days: texts.daysOfWeek,
    opens: texts.opens,
    closes: texts.closes,
    zone: texts.zone,
    endpoints: texts.endpoints,
  }
  const name = names[control]
  return name === undefined ? rows : [...rows, name]
}
