type ContentsItem = {
  id: string
  label: string
  lang?: string | undefined
  items?: readonly ContentsItem[]
}

/** The contents of a long page; it stays beside the text if there is room. */
export function PageContents({ title, items }: { title: string; items: readonly ContentsItem[] }) {
  return (
    <nav
      aria-labelledby="contents"
      className="rounded-box border border-line bg-surface p-4 lg:sticky lg:top-8 lg:max-h-[calc(100dvh-4rem)] lg:overflow-y-auto lg:border-0 lg:bg-transparent lg:p-0 print:hidden"
    >
      <h2 id="contents" className="font-semibold text-muted text-small">
        {title}
      </h2>
      <ContentsList items={items} />
    </nav>
  )
}

function ContentsList({ items, inner = false }: { items: readonly ContentsItem[]; inner?: boolean }) {
  return (
    <ul className={inner ? 'mb-2 border-line border-l pl-2 lg:ml-3' : 'mt-2 lg:-ml-3'}>
      {items.map(({ id, label, lang, items: within }) => (
        <li key={id}>
          <a
            href={`#${id}`}
            lang={lang}
            className={`flex min-h-8 items-center rounded-box py-1 no-underline hover:underline lg:px-3 lg:hover:bg-sunken ${inner ? 'text-small' : 'min-h-9'}`}
          >
            {label}
          </a>
          {within ? <ContentsList items={within} inner /> : null}
        </li>
      ))}
    </ul>
  )
}
