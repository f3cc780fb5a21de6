/** The hidden fields that a form sends without JavaScript, including the name of its server action. */
export function hiddenFields(form: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [, name = '', value = ''] of form.matchAll(
    /<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g,
  )) {
    fields[name] = value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  }
  return fields
}

export function findForm(html: string, field: string): string {
  return (
    html.match(new RegExp(`<form[^>]*>(?:(?!</form>).)*name="${field}"(?:(?!</form>).)*</form>`, 's'))?.[0] ??
    ''
  )
}
