/** The look shared by the controls one types into or chooses from. */
export const controlClass =
  'min-h-10 min-w-0 rounded-box border border-control bg-surface px-3 py-1.5 text-ink hover:border-muted aria-invalid:border-bad data-bad:border-bad data-bad:text-bad aria-invalid:outline-bad read-only:not-[select]:bg-sunken disabled:border-line disabled:bg-sunken disabled:text-muted'
