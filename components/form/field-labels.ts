import { isValidElement, type ReactNode } from 'react'

/** What fields are called, by their names. */
export type FieldLabels = Record<string, string>

type FieldLook = { name?: unknown; label?: unknown; legend?: unknown; children?: ReactNode }

/** The labels of the fields among these, however deep; not of those that a component of its own makes. */
export function labelsIn(node: ReactNode): FieldLabels {
  if (Array.isArray(node)) return Object.assign({}, ...node.map(labelsIn))
  if (!isValidElement<FieldLook>(node)) return {}
  const { name, label, legend, children } = node.props
  const said = label ?? legend
  return typeof name === 'string' && typeof said === 'string' ? { [name]: said } : labelsIn(children)
}
