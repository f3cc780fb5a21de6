import type { Instrumentation } from 'next'

/** Runs once when the server starts, not at build. The rest is imported late: it is for Node alone. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startUp } = await import('#/lib/boot/start-up.ts')
    await startUp()
  }
}

/** Logs uncaught errors under the id that React shows, without the path, which may hold a key. Answers 400 where Next could not read a form. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { respondUnreadable, isBeingRead, logUnreadable } = await import(
      '#/lib/platform/http/unreadable.ts'
    )
    if (context.routeType !== 'proxy' && isBeingRead()) {
      logUnreadable('form')
      return respondUnreadable()
    }
    const { log } = await import('#/lib/platform/log/log.ts')
    const id = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
    log.error({ error, id, route: context.routePath, during: context.routeType }, 'request failed')
  }
}
