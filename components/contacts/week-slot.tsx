'use client'

import { type ComponentType, useEffect, useRef, useState } from 'react'
import type { WeekEditorProps } from './week-editor.tsx'

/**
 * The place of the week's editor, which loads when the hours come near the screen. Until then, and without JavaScript, the
 * saved hours have their own picture below; `data-editing` hides it.
 */
export function WeekSlot(props: WeekEditorProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [Editor, setEditor] = useState<ComponentType<WeekEditorProps> | null>(null)
  useEffect(() => {
    if (!ref.current) return
    const observer = new IntersectionObserver(
      async ([seen]) => {
        if (!seen?.isIntersecting) return
        observer.disconnect()
        // If it cannot load, the fields are still there.
        const loaded = await import('./week-editor.tsx').catch(() => null)
        if (loaded) setEditor(() => loaded.WeekEditor)
      },
      { rootMargin: '600px' },
    )
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={ref} className="peer" data-editing={Editor ? true : undefined}>
      {Editor ? <Editor {...props} /> : null}
    </div>
  )
}
