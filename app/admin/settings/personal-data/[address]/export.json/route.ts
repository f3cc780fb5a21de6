import { defineFile, refuseHead } from '#/app/define-file.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { exportHeld } from '#/lib/privacy/erasure/export.ts'
import { openAddress } from '#/lib/privacy/erasure/sealed-address.ts'

type Context = RouteContext<'/admin/settings/personal-data/[address]/export.json'>

/**
 * Exports everything about an address as one JSON file, which no cache may keep. Not part of the API: it needs a
 * session.
 */
export const GET = defineFile(async (_request: Request, { params }: Context) => {
  const grant = await requireStaff('admin')
  const key = openAddress((await params).address)
  if (key === null) return new Response(null, { status: 404 })
  const pieces = await exportHeld(await getStore(), grant, key)
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
