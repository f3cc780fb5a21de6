import type { ReactNode } from 'react'

/** Text to read, no wider than is comfortable. */
export function Prose({ children }: { children: ReactNode }) {
  return (
    <div className="max-w-measure [&_code]:font-mono [&_code]:text-[0.9375em] [&_figcaption]:mt-2 [&_figcaption]:text-muted [&_figcaption]:text-small [&_h2]:mt-10 [&_h2]:text-title [&_h3]:mt-6 [&_h3]:text-large [&_img]:rounded-box [&_img]:border [&_img]:border-line [&_li]:mt-1.5 [&_ol]:list-decimal [&_ol]:pl-6 [&_ul]:list-disc [&_ul]:pl-6 [&>*+*:not(h2,h3)]:mt-4">
      {children}
    </div>
  )
}
