import { Fragment } from 'react'
import type { KeyTexts } from './palette-texts.ts'

type Row = { keys: readonly (readonly string[])[]; does: string }

function listRows(texts: KeyTexts): Row[] {
  return [
    {
      keys: [
        [texts.ctrl, 'K'],
        ['⌘', 'K'],
      ],
      does: texts.search,
    },
    { keys: [['↑'], ['↓']], does: texts.choose },
    {
      keys: [
        [texts.ctrl, texts.enter],
        ['⌘', texts.enter],
      ],
      does: texts.tab,
    },
    { keys: [[texts.esc]], does: texts.close },
    { keys: [['j']], does: texts.next },
    { keys: [['k']], does: texts.previous },
    { keys: [[texts.enter]], does: texts.row },
    { keys: [['?']], does: texts.list },
  ]
}

export function KeysTable({ texts }: { texts: KeyTexts }) {
  return (
    <table className="w-full text-left text-small">
      <caption className="sr-only">{texts.title}</caption>
      <thead>
        <tr className="border-line border-b text-muted">
          <th scope="col" className="py-2 pr-4 font-medium">
            {texts.key}
          </th>
          <th scope="col" className="py-2 font-medium">
            {texts.does}
          </th>
        </tr>
      </thead>
      <tbody>
        {listRows(texts).map(({ keys, does }) => (
          <tr key={does} className="border-line not-last:border-b">
            <th scope="row" className="py-2 pr-4 align-baseline font-normal">
              {keys.map((pressed, place) => (
                <span key={pressed.join()} className="mr-1.5 inline-block whitespace-nowrap leading-7">
                  {place > 0 ? `${texts.or} ` : null}
                  {pressed.map((key) => (
                    <Fragment key={key}>
                      <kbd className="rounded-[4px] border border-line bg-sunken px-1.5 py-0.5 font-sans">
                        {key}
                      </kbd>{' '}
                    </Fragment>
                  ))}
                </span>
              ))}
            </th>
            <td className="py-2 align-baseline">{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
