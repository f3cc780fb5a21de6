import type { Messages } from '#/lib/platform/i18n/messages.ts'

/** One control of the form of an endpoint. Its words are in `messages/…/endpoints.json`, under its kind and name. */
export type EndpointControl = {
  name: string
  is: 'url' | 'secret' | 'tel' | 'choice' | 'switch'
  isRequired: boolean
  maxLength: number
  /** Of a choice. */
  options?: readonly string[]
  /** It can be changed alone, as it says nothing of where the endpoint is; a secret that is left empty stays. */
  isSetting?: boolean
}

/** What was typed, by control; a switch is `on` or absent. */
export type TypedEndpoint = Readonly<Record<string, string>>

export type EndpointError = keyof Messages['endpoints']['errors']

/**
 * An endpoint as it is stored. `config` is sealed; `hint` (the host, or the last digits of a number) and `host` are not secret.
 * `target` is the same however it is typed, so that nothing is added twice; whom it reaches is its place (`listPlaces`).
 */
export type ParsedEndpoint = { config: Record<string, string>; hint: string; host: string; target: string }

type Read = Omit<ParsedEndpoint, 'target'>
/** `target` of an endpoint, also of a stored one. */
type TargetOf = (found: Pick<Read, 'host' | 'config'>) => string

const targetOf: TargetOf = ({ host, config }) => {
  const { url, number, routingKey, server, topic } = config
  return url ?? number ?? (routingKey ? `${host} ${routingKey}` : `${server}${topic}`)
}

/** A kind of endpoint as its form describes it: one component draws all forms. */
export type EndpointForm = {
  controls: readonly EndpointControl[]
  /** Checks shape and host, never the network. `issues`: by the control's name. */
  parse(typed: TypedEndpoint): ParsedForm
  targetOf: TargetOf
}

export type EndpointIssues = Record<string, EndpointError>
export type ParsedForm = { ok: true; value: ParsedEndpoint } | { ok: false; issues: Readonly<EndpointIssues> }

/** Notes what is wrong with a control; the first thing counts. */
export type Refuse = (name: string, error: EndpointError) => void

/**
 * The form of a kind. `read`: the endpoint of what was typed, trimmed, an absent text empty; null if it cannot be read, which it
 * refuses. An empty part of `config` is left out.
 */
export function defineForm(
  controls: readonly EndpointControl[],
  read: (values: Record<string, string>, refuse: Refuse) => Read | null,
  toTarget = targetOf,
): EndpointForm {
  return {
    controls,
    targetOf: toTarget,
    parse(typed) {
      const values: Record<string, string> = {}
      const issues: EndpointIssues = {}
      for (const { name, isRequired, maxLength, options } of controls) {
        const value = (typed[name] ?? '').trim()
        values[name] = value
        if (value === '' ? isRequired : options && !options.includes(value)) issues[name] = 'required'
        else if (value.length > maxLength) issues[name] = 'too-long'
      }
      const value = read(values, (name, error) => {
        issues[name] ??= error
      })
      if (!value || Object.keys(issues).length > 0) return { ok: false, issues }
      const config = Object.entries(value.config).filter(([, text]) => text !== '')
      return { ok: true, value: { ...value, config: Object.fromEntries(config), target: toTarget(value) } }
    },
  }
}
