/** Whether the server answers; otherwise the browser would replace the page with its own error. */
export async function isServing(): Promise<boolean> {
  const signal = AbortSignal.timeout(25_000)
  const answer = await fetch('/api/health', { cache: 'no-store', signal }).catch(() => undefined)
  return answer?.ok ?? false
}
