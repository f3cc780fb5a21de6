'use client'

import { Button } from '#/components/ui/button.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { useBrowser } from '#/components/ui/use-browser.ts'

type LookingLineProps = {
  /** What the page waits for, before the words for updating. */
  waiting?: string
  path: string
  isStopped: boolean
  onStop: (isStopped: boolean) => void
  texts: Record<'updating' | 'stopped' | 'refresh' | 'stop' | 'resume', string>
}

/** Says that a page looks for news by itself, and stops it (WCAG 2.2.2). Without JavaScript a link looks once. */
export function LookingLine({ waiting, path, isStopped, onStop, texts }: LookingLineProps) {
  const hasScript = useBrowser(() => true, false)
  const status = hasScript ? (isStopped ? texts.stopped : texts.updating) : null
  return (
    <>
      {waiting || status ? (
        <span className="flex items-center gap-1.5">
          <Icon name="clock" size="small" />
          {waiting} {status}
        </span>
      ) : null}
      {hasScript && !isStopped ? null : (
        <a href={path} className="inline-flex min-h-8 items-center">
          {texts.refresh}
        </a>
      )}
      {hasScript ? (
        <Button type="button" variant="quiet" size="small" onClick={() => onStop(!isStopped)}>
          {isStopped ? texts.resume : texts.stop}
        </Button>
      ) : null}
    </>
  )
}
