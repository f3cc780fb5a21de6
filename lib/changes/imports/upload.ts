import { uploadLimits } from '#/db/words/imports.ts'

/** Bytes of a form around its file. */
const formOverhead = 16 * 1024

/**
 * The form field `file` of a browser's upload. Reads no more than the limit, into memory. `nothing`: the person chose
 * no file.
 */
export async function readUpload(
  headers: Headers,
  body: ReadableStream<Uint8Array> | null,
): Promise<File | 'nothing' | 'too-large' | 'broken'> {
  const limit = uploadLimits.bytes + formOverhead
  if (Number(headers.get('content-length')) > limit) return 'too-large'
  let received = 0
  const counted = body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        received += chunk.length
        if (received > limit) controller.error(new Error('too large'))
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
    return received > limit ? 'too-large' : 'broken'
  }
}
