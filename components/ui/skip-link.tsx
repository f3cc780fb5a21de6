/** The first link on a page; it appears on focus and moves the focus to `#content`, past the navigation. */
export function SkipLink({ children }: { children: string }) {
  return (
    <a
      href="#content"
      className="sr-only rounded-box bg-surface px-4 py-2 font-medium shadow-float focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:px-4 focus:py-2 print:hidden"
    >
      {children}
    </a>
  )
}
