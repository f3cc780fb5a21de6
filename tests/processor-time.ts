/** Milliseconds that the processor is at `work`: what else a busy machine does meanwhile is not counted. */
export function processorTime(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
