import type { EndpointControl, EndpointForm, EndpointIssues } from './endpoint-form.ts'
import { readControls } from './endpoint-form.ts'
import { parseEndpointUrl } from './endpoint-url.ts'

/** One header of the partner's own; with `webhook-…` we sign. */
const ownHeader = /^(?:authorization|x-[a-z\d-]+):[ \t]*[!-~](?:[ -~]*[!-~])?$/i

const controls: readonly EndpointControl[] = [
  { name: 'url', is: 'url', isRequired: true, maxLength: 2000 },
  { name: 'header', is: 'secret', isRequired: false, maxLength: 512 },
  { name: 'answers', is: 'switch', isRequired: false, maxLength: 2 },
  { name: 'asymmetric', is: 'switch', isRequired: false, maxLength: 2 },
]

/** Any service of the partner's that takes Standard Webhooks. */
export const webhookForm: EndpointForm = {
  kind: 'webhook',
  controls,
  parse(typed) {
    const { values, issues } = readControls(controls, typed)
    const checked = parseEndpointUrl(values.url ?? '')
    const found: EndpointIssues = { ...issues }
    if (!checked.ok) found.url ??= checked.error
    if (values.header && !ownHeader.test(values.header)) found.header = 'header'
    if (!checked.ok || Object.keys(found).length > 0) return { ok: false, issues: found }
    const { url } = checked
    const { header, answers, asymmetric } = values
    return {
      ok: true,
      value: {
        config: {
          url: url.href,
          ...(header && { header }),
          ...(answers && { answers }),
          ...(asymmetric && { asymmetric }),
        },
        hint: url.hostname,
        host: url.hostname,
        target: url.href,
      },
    }
  },
}
