import { defineFile, refuseHead } from '#/app/define-file.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { exportPersonalData } from '#/lib/privacy/erasure/export.ts'
import { openAddress } from '#/lib/privacy/erasure/sealed-address.ts'

const route = '/admin/settings/personal-data/[address]/export.json'

/** Exports everything about an address as one JSON file, which no cache may keep. */
export const GET = defineFile(route, admin, async ({ grant, store, params }) => {
  const key = openAddress(params.address)
  if (key === null) return new Response(null, { status: 404 })
  const pieces = await exportPersonalData(store, grant, key)
  const day = new Date(now()).toISOString().slice(0, 10)
  return new Response(toStream(pieces), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="personal-data-${day}.json"`,
      'cache-control': 'private, no-store',
    },
  })
})

export const HEAD = refuseHead

/** We write each piece after the browser took the one before. */
function toStream(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
