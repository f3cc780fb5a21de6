import { uploadLimits } from '#/db/words/imports.ts'

/** What a form wraps around its file. */
const wrapping = 16 * 1024

/**
 * The file of a form's field `file`, as a browser sends it. No more of it is taken than may be uploaded; it is in memory, never
 * on disk. `nothing`: none was chosen.
 */
export async function readUpload(
  headers: Headers,
  body: ReadableStream<Uint8Array> | null,
): Promise<File | 'nothing' | 'too-large' | 'broken'> {
  const limit = uploadLimits.bytes + wrapping
  if (Number(headers.get('content-length')) > limit) return 'too-large'
  let taken = 0
  const counted = body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        taken += chunk.length
        if (taken > limit) controller.error(new Error('too large'))
        else controller.enqueue(chunk)
      },
    }),
  )
  try {
    const type = headers.get('content-type') ?? ''
    const form = await new Response(counted ?? null, { headers: { 'content-type': type } }).formData()
    const file = form.get('file')
    return file instanceof File && file.name !== '' ? file : 'nothing'
  } catch {
    return taken > limit ? 'too-large' : 'broken'
  }
}
