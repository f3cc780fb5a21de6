import type { EndpointControl, EndpointForm, EndpointIssues } from './endpoint-form.ts'
import { readControls } from './endpoint-form.ts'
import { parseEndpointUrl } from './endpoint-url.ts'

const controls: readonly EndpointControl[] = [
  { name: 'url', is: 'url', isRequired: true, maxLength: 2000 },
  { name: 'access', is: 'secret', isRequired: false, maxLength: 200 },
]

/** A topic of an ntfy server, by the address that the app and the web page show; `access`: a token, or user:password. */
export const ntfyForm: EndpointForm = {
  kind: 'ntfy',
  controls,
  parse(typed) {
    const { values, issues } = readControls(controls, typed)
    const { access = '' } = values
    const checked = parseEndpointUrl(values.url ?? '')
    const found: EndpointIssues = { ...issues }
    if (!checked.ok) found.url ??= checked.error
    const [, topic] = (checked.ok && topicPath.exec(checked.url.pathname)) || []
    if (topic === undefined) found.url ??= 'topic'
    if (!/^(?:tk_\w+|[!-9;-~]+:[ -~]+)?$/.test(access)) found.access ??= 'secret'
    if (!checked.ok || topic === undefined || Object.keys(found).length > 0)
      return { ok: false, issues: found }
    const { origin, hostname } = checked.url
    return {
      ok: true,
      value: {
        config: { server: `${origin}/`, topic, ...(access && { access }) },
        hint: hostname,
        host: hostname,
        target: `${origin}/${topic}`,
      },
    }
  },
}

/** As ntfy names topics. */
const topicPath = /^\/([-_A-Za-z\d]{1,64})\/?$/
