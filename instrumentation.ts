import type { Instrumentation } from 'next'

/** Runs once when the server starts, not at build. The rest is imported late: it is for Node alone. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startUp } = await import('#/lib/start-up.ts')
    await startUp()
  }
}

/** Logs what nobody caught under the id that React shows for it; a broken form is answered as such. Not the path: it may hold a key. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { answerUnreadable, isUnreadableForm } = await import('#/lib/http/unreadable.ts')
    if (isUnreadableForm(error)) return answerUnreadable()
    const { log } = await import('#/lib/log.ts')
    const id = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
    log.error({ error, id, route: context.routePath, during: context.routeType }, 'request failed')
  }
}
