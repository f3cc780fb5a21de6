/** A page's form as a browser sends it. `action`: id of its server action; `path`: its page. */
export type FoundForm = { action: string; path: string; fields: [name: string, value: string][] }

type Tag = { name: string; attributes: Map<string, string>; text: string }

/**
 * The forms of a page with a server action, one for each button with its own value: the current fields, and plausible
 * values where a person must type.
 */
export function listForms(html: string, path: string): FoundForm[] {
  const page = html.slice(html.indexOf('<body'))
  return [...page.matchAll(/<form\b[^>]*>.*?<\/form>/gs)].flatMap(([form]) => {
    const tags = listTags(form)
    const fields = readFields(tags)
    const buttons = tags
      .filter((tag) => tag.name === 'button' && tag.attributes.get('type') !== 'button')
      .map(({ attributes }): [string, string] => [
        attributes.get('name') ?? '',
        attributes.get('value') ?? '',
      ])
      .filter(([name]) => name !== '')
    return (buttons.length > 0 ? buttons.map((button) => [...fields, button]) : [fields]).flatMap((all) => {
      const action = actionOf(all)
      return action ? [{ action, path, fields: all }] : []
    })
  })
}

function actionOf(fields: FoundForm['fields']): string | null {
  const plain = fields.find(([name]) => name.startsWith('$ACTION_ID_'))
  if (plain) return plain[0].slice('$ACTION_ID_'.length)
  const bound = fields.find(([name]) => /^\$ACTION_\d+:0$/.test(name))
  return bound ? ((JSON.parse(bound[1]) as { id?: string }).id ?? null) : null
}

function listTags(html: string): Tag[] {
  return [...html.matchAll(/<(input|select|textarea|button|option)\b([^>]*?)\/?>([^<]*)/g)].map(
    ([, name = '', said = '', text = '']) => ({
      name,
      text: decode(text),
      attributes: new Map(
        [...said.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [
          key.toLowerCase(),
          decode(value),
        ]),
      ),
    }),
  )
}

function readFields(tags: Tag[]): FoundForm['fields'] {
  const fields: FoundForm['fields'] = []
  const chosen = new Set<string>()
  let select: { name: string; options: { value: string; isChosen: boolean }[] } | null = null
  const endSelect = () => {
    if (!select) return
    const { name, options } = select
    const chosen = options.find(({ isChosen }) => isChosen)?.value
    // We choose an option as a person would; of several fields for one thing, empty ones can stay empty.
    const isFree = !chosen && !fields.some(([other]) => other === name)
    const value = isFree ? options.find(({ value }) => value !== '')?.value : (chosen ?? options[0]?.value)
    if (value !== undefined) fields.push([name, value])
    select = null
  }
  for (const { name: tag, attributes, text } of tags) {
    const name = attributes.get('name') ?? ''
    const value = attributes.get('value') ?? ''
    if (tag === 'option') {
      select?.options.push({
        value: attributes.has('value') ? value : text,
        isChosen: attributes.has('selected'),
      })
      continue
    }
    endSelect()
    if (!name || tag === 'button' || attributes.has('disabled')) continue
    if (tag === 'select') select = { name, options: [] }
    else if (tag === 'textarea') fields.push([name, text.trim() || 'Plausible words'])
    else if (attributes.get('type') === 'radio') {
      const isFirst = !chosen.has(name)
      if (!isFirst && !attributes.has('checked')) continue
      if (!isFirst)
        fields.splice(
          fields.findIndex(([other]) => other === name),
          1,
        )
      fields.push([name, value])
      chosen.add(name)
    } else if (attributes.get('type') === 'checkbox') {
      fields.push([name, value || 'on'])
    } else if (attributes.get('type') === 'hidden') fields.push([name, value])
    else if (attributes.get('type') !== 'file') fields.push([name, value || plausible(name, attributes)])
  }
  endSelect()
  return fields
}

function plausible(name: string, attributes: Map<string, string>): string {
  const type = attributes.get('type')
  if (type === 'email' || /email|address/i.test(name)) return 'somebody@plausible.example'
  if (type === 'number' || attributes.get('inputmode') === 'numeric') return '12345678'
  if (type === 'date') return '2027-01-20'
  if (type === 'url' || /href|link|url/i.test(name)) return 'https://plausible.example/'
  if (/slug|key|^id$/i.test(name)) return 'plausible'
  return 'Plausible words'
}

function decode(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
