'use client'

import { Button } from '#/components/ui/button.tsx'
import { Icon } from '#/components/ui/icon.tsx'

type LookingLineProps = {
  /** What the page waits for, before the words for updating. */
  waiting?: string
  path: string
  isStopped: boolean
  onStop: (isStopped: boolean) => void
  texts: Record<'updating' | 'stopped' | 'refresh' | 'stop' | 'resume', string>
}

/**
 * Says that a page looks for news by itself, and stops it (WCAG 2.2.2). Without JavaScript a link looks once; styles choose,
 * so that nothing moves when the scripts arrive.
 */
export function LookingLine({ waiting, path, isStopped, onStop, texts }: LookingLineProps) {
  return (
    <>
      <span className={`flex items-center gap-1.5 ${waiting ? '' : 'noscript:hidden'}`}>
        <Icon name="clock" size="small" />
        {waiting}
        <span className="noscript:hidden">{isStopped ? texts.stopped : texts.updating}</span>
      </span>
      <a
        href={path}
        className={`min-h-8 items-center ${isStopped ? 'inline-flex' : 'hidden noscript:inline-flex'}`}
      >
        {texts.refresh}
      </a>
      <span className="noscript:hidden">
        <Button type="button" variant="quiet" size="small" onClick={() => onStop(!isStopped)}>
          {isStopped ? texts.resume : texts.stop}
        </Button>
      </span>
    </>
  )
}
