import type { EndpointKind } from '#/db/words/endpoints.ts'
import type { Messages } from '#/lib/platform/i18n/messages.ts'
import { type HostNames, isHostOf, maxUrlLength, parseEndpointUrl } from './endpoint-url.ts'

/** One control of the form of an endpoint. Its words are in `messages/…/endpoints.json`, under its kind and name. */
export type EndpointControl = {
  name: string
  is: 'url' | 'text' | 'secret' | 'tel' | 'choice' | 'switch'
  isRequired: boolean
  maxLength: number
  /** Of a choice. */
  options?: readonly string[]
}

/** What was typed, by control; a switch is `on` or absent. */
export type TypedEndpoint = Readonly<Record<string, string>>

export type EndpointError = keyof Messages['endpoints']['errors']

/**
 * An endpoint as it is stored. `config` is sealed; `hint` (the host, or the last digits of a number) and `host` are not secret.
 * `target` is the same for one place however it is typed: nothing is added twice, and limits count by it.
 */
export type ParsedEndpoint = { config: Record<string, string>; hint: string; host: string; target: string }

/** A kind of endpoint as its form describes it: one component draws all forms. */
export type EndpointForm = {
  kind: EndpointKind
  controls: readonly EndpointControl[]
  /** Checks shape and host, never the network. `issues`: by the control's name. */
  parse(typed: TypedEndpoint): ParsedForm
}

export type EndpointIssues = Record<string, EndpointError>
export type ParsedForm = { ok: true; value: ParsedEndpoint } | { ok: false; issues: Readonly<EndpointIssues> }

/** What was typed in these controls, trimmed, an absent text empty; and what is wrong with it whatever the kind. */
export function readControls(controls: readonly EndpointControl[], typed: TypedEndpoint) {
  const values: Record<string, string> = {}
  const issues: EndpointIssues = {}
  for (const { name, isRequired, maxLength, options } of controls) {
    const value = (typed[name] ?? '').trim()
    values[name] = value
    if (value === '' ? isRequired : options && !options.includes(value)) issues[name] = 'required'
    else if (value.length > maxLength) issues[name] = 'too-long'
  }
  return { values, issues }
}

/** The form of a kind that needs one address; `hosts`: the service's own, if it has any. */
export function urlForm(kind: EndpointKind, hosts: HostNames = []): EndpointForm {
  const controls: readonly EndpointControl[] = [
    { name: 'url', is: 'url', isRequired: true, maxLength: maxUrlLength },
  ]
  return {
    kind,
    controls,
    parse(typed) {
      const checked = parseEndpointUrl(typed.url ?? '')
      if (!checked.ok) return { ok: false, issues: { url: checked.error } }
      const { href, hostname } = checked.url
      if (hosts.length > 0 && !isHostOf(hostname, hosts)) return { ok: false, issues: { url: 'wrong-host' } }
      return { ok: true, value: { config: { url: href }, hint: hostname, host: hostname, target: href } }
    },
  }
}
