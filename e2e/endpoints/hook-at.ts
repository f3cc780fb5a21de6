import { newId } from '#/lib/platform/values/ids.ts'

export const hookSecret = `whsec_${'Zmly'.repeat(8)}`

/** A new webhook at this address, whose last part is the endpoint's id. */
export function hookAt(url: string) {
  const id = newId()
  const config = { url: url + id, secret: hookSecret }
  return { id, kind: 'webhook', host: new URL(url).hostname, config } as const
}
