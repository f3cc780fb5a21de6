import autocannon from 'autocannon'

const connections = 8

/** `p99` in milliseconds. */
export type Load = { perSecond: number; p99: number }

type Options = {
  seconds?: number
  perSecond?: number
  headers?: Record<string, string>
  /** Every answer must be 304. */
  unchanged?: boolean
}

/**
 * Requests a second of a page, after a second to warm up: as many as it answers, or `perSecond` of them, whose latency
 * starts when each should have been sent. @throws Error if any answer is not 200, or not 304 if required.
 */
export async function measureRequests(
  url: string,
  cookie: string,
  { seconds = 5, perSecond, headers = {}, unchanged = false }: Options = {},
): Promise<Load> {
  const options = {
    url,
    connections,
    headers: { cookie, ...headers },
    ...(perSecond && { overallRate: perSecond }),
  }
  await autocannon({ ...options, duration: 1 })
  const result = await autocannon({ ...options, duration: seconds })
  const others = result.requests.total - result[unchanged ? '3xx' : '2xx']
  if (others > connections || result.errors > 0)
    throw new Error(`${url}: ${others} answers were not ${unchanged ? 304 : 200}.`)
  return { perSecond: result.requests.average, p99: result.latency.p99 }
}
