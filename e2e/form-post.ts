/** What a form without JavaScript would send besides what is typed: its hidden fields, which name its server action. */
export function hiddenFields(form: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [, name = '', value = ''] of form.matchAll(
    /<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g,
  )) {
    fields[name] = value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  }
  return fields
}

/** The first form of a page that has a field of this name. */
export function findForm(html: string, field: string): string {
  return (
    html.match(new RegExp(`<form[^>]*>(?:(?!</form>).)*name="${field}"(?:(?!</form>).)*</form>`, 's'))?.[0] ??
    ''
  )
}
