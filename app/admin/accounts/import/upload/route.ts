import type { NextRequest } from 'next/server'
import { defineFile } from '#/app/admin/define-file.ts'
import { uploadLimits } from '#/db/words/imports.ts'
import { env } from '#/env.ts'
import { stageImport } from '#/lib/changes/imports/stage.ts'
import { readUpload } from '#/lib/changes/imports/upload.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'

const page = '/admin/accounts/import'

/**
 * Takes a file and checks it; what it comes to is a page of its own. No server action, whose limit would have to be raised for
 * every form there is; and past the proxy, which would keep a copy of the body (021). Another site's form is refused before (033).
 * No operation of the API: it is opened by a session.
 */
export const POST = defineFile(async (request: NextRequest) => {
  if (env.WORKER === 'only') return new Response(null, { status: 404 })
  const actor = await currentActor()
  if (!actor) return leadTo(`/sign-in?${new URLSearchParams({ done: 'ended', next: page })}`)
  const grant = grantStaff(actor, 'admin')
  const file = await readUpload(request.headers, request.body)
  if (typeof file === 'string') return leadTo(`${page}?refused=${file}`)
  const upload = { name: file.name, bytes: file.stream() }
  return leadTo(`${page}/${await stageImport(await getStore(), grant, upload, uploadLimits)}`)
})

/** Whoever loads this address again is led to the form. */
export const GET = defineFile(async () => {
  await requireStaff('admin')
  return leadTo(page)
})

/** 303: the next request is a GET, and the file is not sent again. */
function leadTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } })
}
