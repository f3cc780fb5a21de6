/** What a field for an account suggests, whose `list` is this id: the short names, with the names to choose by. */
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
