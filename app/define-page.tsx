import { randomUUID } from 'node:crypto'
import { notFound, unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { FailurePage } from '#/components/failure-page.tsx'
import { AppError } from '#/lib/errors.ts'
import { log } from '#/lib/log.ts'
import { SignedOutPage } from './signed-out-page.tsx'

/**
 * Wraps a page so that a fault shows our failure page with the id it was logged under. Next's `error.tsx` is not
 * rendered on the server, so that without JavaScript a failing page would be blank (stack.md, Pages).
 */
export function definePage<Props>(render: (props: Props) => Promise<ReactNode>) {
  return async function page(props: Props): Promise<ReactNode> {
    try {
      return await render(props)
    } catch (error) {
      unstable_rethrow(error)
      if (error instanceof AppError && error.code === 'forbidden') notFound()
      if (error instanceof AppError && error.code === 'signed-out') return <SignedOutPage />
      const id = randomUUID().slice(0, 8)
      log.error({ error, id }, 'page failed')
      return <FailurePage id={id} />
    }
  }
}

/**
 * Wraps a layout's frame, which is courtesy: where it fails, the page alone is shown, and says what is wrong.
 */
export function defineLayout<Props extends { children: ReactNode }>(
  render: (props: Props) => Promise<ReactNode>,
) {
  return async function layout(props: Props): Promise<ReactNode> {
    try {
      return await render(props)
    } catch (error) {
      unstable_rethrow(error)
      if (!(error instanceof AppError)) log.error({ error }, 'layout failed')
      return props.children
    }
  }
}
