const disc = 'M17.25 10a7.25 7.25 0 1 1-14.5 0 7.25 7.25 0 0 1 14.5 0Z'

const paths = {
  attention:
    'M8.9 3.4 2.3 14.9a1.3 1.3 0 0 0 1.1 1.9h13.2a1.3 1.3 0 0 0 1.1-1.9L11.1 3.4a1.3 1.3 0 0 0-2.2 0ZM10 8v3.5M10 14.1v.01',
  bad: 'M7 2.75h6L17.25 7v6L13 17.25H7L2.75 13V7ZM7.5 7.5l5 5M12.5 7.5l-5 5',
  bell: 'M5.25 8.5a4.75 4.75 0 0 1 9.5 0c0 4 1.75 5 1.75 5h-13s1.75-1 1.75-5ZM8.25 16.5a2 2 0 0 0 3.5 0',
  chart: 'M3.5 3.5v13h13M7 13.5v-4M10.75 13.5V6M14.5 13.5V8.5',
  airy: 'M3.5 6h13M3.5 14h13',
  check: 'm4.5 10.5 3.5 3.75 7.5-8.5',
  'chevron-down': 'm5.5 8 4.5 4.5L14.5 8',
  'chevron-right': 'M8 5.5l4.5 4.5L8 14.5',
  clock: `${disc}M10 5.75V10l2.75 1.75`,
  close: 'm5.5 5.5 9 9M14.5 5.5l-9 9',
  copy: 'M7.5 6.5h9v10h-9ZM12.5 3.5h-9v10',
  dense: 'M3.5 4h13M3.5 8h13M3.5 12h13M3.5 16h13',
  external:
    'M11.5 3.5h5v5M16.5 3.5l-7 7M8 4.5H5A1.5 1.5 0 0 0 3.5 6v9A1.5 1.5 0 0 0 5 16.5h9a1.5 1.5 0 0 0 1.5-1.5v-3',
  globe: `${disc}M2.75 10h14.5M10 2.75c2 2 3 4.5 3 7.25s-1 5.25-3 7.25c-2-2-3-4.5-3-7.25s1-5.25 3-7.25Z`,
  good: `${disc}M6.75 10.25l2.25 2.25 4.25-4.75`,
  help: `${disc}M7.9 7.9A2.15 2.15 0 0 1 10 6.25c1.25 0 2.15.8 2.15 1.95 0 1.55-2.15 1.7-2.15 3.15M10 13.7v.01`,
  home: 'M3 9l7-5.75L17 9v6.75a1 1 0 0 1-1 1h-3.5v-5h-5v5H4a1 1 0 0 1-1-1Z',
  information: `${disc}M10 9.25v4.5M10 6.4v.01`,
  lock: 'M4.5 8.75h11v8h-11ZM7 8.75V6a3 3 0 0 1 6 0v2.75',
  mail: 'M3.75 4.5h12.5a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H3.75a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1ZM3 6l7 5 7-5',
  megaphone: 'M3 8.25v3.5l9.5 4.25V4ZM12.5 7.25a2.9 2.9 0 0 1 0 5.5M5.25 12.9l.9 3.6H8.5l-.9-2.6',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  people:
    'M10.25 7a2.75 2.75 0 1 1-5.5 0 2.75 2.75 0 0 1 5.5 0ZM2.5 16.25c.25-2.75 2-4.5 5-4.5s4.75 1.75 5 4.5M12.75 4.5a2.75 2.75 0 0 1 0 5M14.5 12.25c1.75.5 2.75 1.9 3 4',
  person: 'M13 6.75a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM4 16.75c.35-3 2.5-4.75 6-4.75s5.65 1.75 6 4.75',
  phone: 'M6.5 2.75h7a1 1 0 0 1 1 1v12.5a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V3.75a1 1 0 0 1 1-1ZM9 14.5h2',
  plus: 'M10 4v12M4 10h12',
  search: 'M14 8.75a5.25 5.25 0 1 1-10.5 0 5.25 5.25 0 0 1 10.5 0ZM12.6 12.6l4.15 4.15',
  settings:
    'M3 6h7.5M14.5 6H17M3 14h2.5M9.5 14H17M14.5 6a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM9.5 14a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z',
  speech:
    'M4 3.75h12a1.25 1.25 0 0 1 1.25 1.25v7.5A1.25 1.25 0 0 1 16 13.75H9.5L6 17v-3.25H4a1.25 1.25 0 0 1-1.25-1.25V5A1.25 1.25 0 0 1 4 3.75Z',
  todo: disc,
  spinner: 'M10 2.75A7.25 7.25 0 1 1 2.75 10',
} as const

export type IconName = keyof typeof paths

/** A decorative icon in the text's colour, hidden from screen readers because words beside it say the same. */
export function Icon({ name, size = 'regular' }: { name: IconName; size?: 'small' | 'regular' }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" className={size === 'small' ? 'icon size-4' : 'icon size-5'}>
      <path d={paths[name]} />
    </svg>
  )
}
