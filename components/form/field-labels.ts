import { isValidElement, type ReactNode } from 'react'

/** An error with its field's name before it, for a summary: a colon follows a name, and nothing more follows a question. */
export function nameError(label: string, message: string): string {
  return /[?!…:]$/.test(label) ? `${label} ${message}` : `${label}: ${message}`
}

export type FieldLabels = Record<string, string>

type FieldLook = { name?: unknown; label?: unknown; legend?: unknown; children?: ReactNode }

/** Collects the labels of nested fields, except those inside other components. */
export function labelsIn(node: ReactNode): FieldLabels {
  if (Array.isArray(node)) return Object.assign({}, ...node.map(labelsIn))
  if (!isValidElement<FieldLook>(node)) return {}
  const { name, label, legend, children } = node.props
  const text = label ?? legend
  return typeof name === 'string' && typeof text === 'string' ? { [name]: text } : labelsIn(children)
}
