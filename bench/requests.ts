import autocannon from 'autocannon'

const connections = 8

/** `p99` in milliseconds. */
export type Load = { perSecond: number; p99: number }

/**
 * Requests a second of a page, after a second to warm up: as many as it answers, or `perSecond` of them, whose latency
 * counts from when each should have been sent. @throws Error where any answer is not 200.
 */
export async function measureRequests(
  url: string,
  cookie: string,
  { seconds = 5, perSecond }: { seconds?: number; perSecond?: number } = {},
): Promise<Load> {
  const options = { url, connections, headers: { cookie }, ...(perSecond && { overallRate: perSecond }) }
  await autocannon({ ...options, duration: 1 })
  const result = await autocannon({ ...options, duration: seconds })
  const others = result.requests.total - result['2xx']
  if (others > connections || result.errors > 0) throw new Error(`${url}: ${others} answers were not 200.`)
  return { perSecond: result.requests.average, p99: result.latency.p99 }
}
