/** The short names that a field with `list={id}` suggests, each with the account's name. */
export function AccountSuggestions({
  id,
  accounts,
}: {
  id: string
  accounts: readonly { slug: string; name: string }[]
}) {
  return (
    <datalist id={id}>
      {accounts.map(({ slug, name }) => (
        <option key={slug} value={slug}>
          {name}
        </option>
      ))}
    </datalist>
  )
}
