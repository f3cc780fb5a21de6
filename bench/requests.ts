import autocannon from 'autocannon'

const seconds = 5
const connections = 8

export type Load = { perSecond: number; p99: number }

/** Requests a second of a page, after a second to warm up. @throws Error where any answer is not 200. */
export async function measureRequests(url: string, cookie: string): Promise<Load> {
  const options = { url, connections, headers: { cookie } }
  await autocannon({ ...options, duration: 1 })
  const result = await autocannon({ ...options, duration: seconds })
  const others = result.requests.total - result['2xx']
  if (others > connections || result.errors > 0) throw new Error(`${url}: ${others} answers were not 200.`)
  return { perSecond: result.requests.average, p99: result.latency.p99 }
}
