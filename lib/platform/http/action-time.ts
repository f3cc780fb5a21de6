/** Milliseconds that an action may take, its answer included, beside the time to send its body. */
const maxActionTime = 25_000
/** So many bytes may take a second to send: the slowest connection that a form must arrive over. */
const bytesPerSecond = 8 * 1024

/** Milliseconds until a server action with this body counts as unanswered (product.md, Recapito: the product). */
export function actionTime(body: BodyInit | null | undefined): number {
  return maxActionTime + Math.ceil(bytesOf(body) / bytesPerSecond) * 1000
}

function bytesOf(body: BodyInit | null | undefined): number {
  if (typeof body === 'string') return body.length
  if (!(body instanceof FormData)) return 0
  return [...body.values()].reduce(
    (sum, value) => sum + (typeof value === 'string' ? value.length : value.size),
    0,
  )
}
