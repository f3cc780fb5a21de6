/** Whether the server answers the browser: sending or loading what it does not would replace the page by the browser's own error. */
export async function isServing(): Promise<boolean> {
  const signal = AbortSignal.timeout(25_000)
  const answer = await fetch('/api/health', { cache: 'no-store', signal }).catch(() => undefined)
  return answer?.ok ?? false
}
