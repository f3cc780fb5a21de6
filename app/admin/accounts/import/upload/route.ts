import { defineFile } from '#/app/define-file.ts'
import { uploadLimits } from '#/db/words/imports.ts'
import { env } from '#/env.ts'
import { stageImport } from '#/lib/changes/imports/stage.ts'
import { readUpload } from '#/lib/changes/imports/upload.ts'
import { admin, anybody } from '#/lib/identity/access/require-staff.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'

const page = '/admin/accounts/import'
const route = `${page}/upload`

/**
 * Takes and checks a file, then redirects to its page. Not a server action, which would raise the body limit of every
 * form, and outside the proxy, which would copy the body (021). Refuses forms of other sites (033).
 */
export const POST = defineFile(route, anybody, async ({ store, request }) => {
  if (env.WORKER === 'only') return new Response(null, { status: 404 })
  const actor = await currentActor()
  if (!actor) return redirectTo(`/sign-in?${new URLSearchParams({ done: 'ended', next: page })}`)
  const grant = grantStaff(actor, 'admin')
  const file = await readUpload(request.headers, request.body)
  if (typeof file === 'string') return redirectTo(`${page}?refused=${file}`)
  const upload = { name: file.name, bytes: file.stream() }
  return redirectTo(`${page}/${await stageImport(store, grant, upload, uploadLimits)}`)
})

/** A reload of this address leads to the form. */
export const GET = defineFile(route, admin, async () => redirectTo(page))

/** 303: the next request is a GET, so a reload does not send the file again. */
function redirectTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } })
}
