import type { CallerOptions } from '#/lib/notices/endpoints/call.ts'

/** Opens the store, starts the mail worker and prepares for stopping. On failure, prints one plain message and ends. */
export async function startUp(): Promise<void> {
  try {
    const { runAs } = await import('#/lib/platform/log/origin.ts')
    await runAs('portal', start)
  } catch (error) {
    process.stderr.write(`${await explain(error)}\n`)
    process.exit(1)
  }
}

/** Imports late: with a wrong environment, no module that reads it can load. */
async function start(): Promise<void> {
  const { env } = await import('#/env.ts')
  const { getStore } = await import('#/lib/platform/store/store.ts')
  const { followMigration } = await import('#/lib/platform/store/migrating.ts')
  const { log } = await import('#/lib/platform/log/log.ts')
  const { getMetrics } = await import('#/lib/platform/log/metrics.ts')
  const { runAs } = await import('#/lib/platform/log/origin.ts')
  const { readVersion } = await import('#/lib/platform/log/version.ts')
  const { followRequests } = await import('#/lib/platform/http/request-origin.ts')
  const { guardServers } = await import('./front.ts')
  const { catchForeignLines } = await import('#/lib/platform/http/foreign-lines.ts')
  const { stopOnSignals } = await import('./shut-down.ts')
  const { seedShipped } = await import('./seed-shipped.ts')
  const { stopOnceOutdated } = await import('#/lib/platform/store/outdated.ts')
  const { indexUnindexed } = await import('#/lib/accounts/search/refresh-search-row.ts')
  const { ensureStaff } = await import('#/lib/admin/staff/commands.ts')

  if (env.RECAPITO_MODE !== 'development') catchForeignLines()
  log.info({ ...readVersion(), node: process.version }, 'starting')
  getMetrics()
  followRequests()
  guardServers()
  const store = await followMigration(async (onStep) => {
    const opened = await getStore(onStep)
    await opened.transact(seedShipped)
    await ensureStaff(opened, env.STAFF_EMAILS)
    await indexUnindexed(opened, onStep)
    return opened
  })
  const closing: (() => Promise<unknown>)[] = []
  if (env.WORKER !== 'off') {
    const { startJobs } = await import('#/lib/platform/jobs/scheduler.ts')
    const { periodicJobs } = await import('./jobs.ts')
    const { mailHooks } = await import('./mails.ts')
    const { openMailTransport } = await import('#/lib/platform/relay/mail-transport.ts')
    const { openCaller } = await import('#/lib/notices/endpoints/call.ts')
    const { openEndpointTransport } = await import('#/lib/notices/endpoints/transport.ts')
    const { resealEndpoints } = await import('./reseal-endpoints.ts')
    const { onEndpointAccepted } = await import('./endpoint-accepted.ts')
    const { endpointFaultToStaff } = await import('#/lib/admin/health/endpoint-fault.ts')
    const { senderAddressOf } = await import('#/lib/platform/relay/return-path.ts')
    const { startWorker } = await import('#/lib/platform/outbox/worker.ts')
    const { readSender } = await import('#/lib/platform/mail/sender.ts')
    const relays = await findRelays(env.SMTP_URL)
    await resealEndpoints(store)
    const caught = await catchOutsideProduction()
    const start = () => {
      const senderAddress = senderAddressOf(env.MAIL_FROM)
      const mail = openMailTransport({
        store,
        relays,
        senderAddress,
        readSender: () => readSender(store.read),
        ...mailHooks,
      })
      void mail.tryRelays()
      const toEndpoints = openEndpointTransport({
        store,
        readSender: () => readSender(store.read),
        onAccepted: (accepted) => onEndpointAccepted(store, accepted),
        onFault: (fault) => endpointFaultToStaff(store, fault),
        caller: openCaller(caught),
      })
      return startWorker({ store, transports: [mail, toEndpoints], ...mailHooks })
    }
    const worker = runAs('portal', start, 'outbox')
    const jobs = startJobs(store, periodicJobs)
    closing.push(callOnce(() => Promise.all([worker.stop(), jobs.stop()])))
  }
  stopOnceOutdated(store, () => Promise.all(closing.map((close) => close())))
  // Next's development server handles signals itself, to tell its parent process.
  if (env.RECAPITO_MODE !== 'development') stopOnSignals(closing, () => store.close())
  log.info({ engine: store.engine, worker: env.WORKER }, 'started')
}

/** Both a signal and a newer version may stop the work. */
function callOnce<Result>(work: () => Result): () => Result {
  let answer: Result | undefined
  return () => (answer ??= work())
}

/** The mail servers that take our mail: outside production one in this process. */
async function findRelays(smtpUrl: string): Promise<string[]> {
  const { isProduction } = await import('#/env.ts')
  const { listRelays, startSink } = await import('#/lib/platform/relay/sink.ts')
  const relays = listRelays(smtpUrl, isProduction)
  return relays.length > 0 ? relays : [(await startSink()).url]
}

/** Outside production, requests to endpoints end at `/dev/endpoints` in this process. */
async function catchOutsideProduction(): Promise<CallerOptions> {
  const { isProduction } = await import('#/env.ts')
  if (isProduction) return {}
  const { catchRequests } = await import('#/lib/notices/views/caught-requests.ts')
  return { instead: catchRequests }
}

/** Our own errors explain what to do and need no stack; neither does a store that fails after opening. */
async function explain(error: unknown): Promise<string> {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'EnvironmentError' || error.name === 'StoreError') return error.message
  const { isStoreFailure } = await import('#/db/store/failure.ts')
  if (!isStoreFailure(error)) return error.stack ?? error.message
  const why = error.cause instanceof Error ? error.cause.message : error.message
  return `The store failed while Recapito was starting: ${why}. Free room on its disk or see to its server, then start again.`
}
