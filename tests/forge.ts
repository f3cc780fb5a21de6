/** Copies of the token, each with one bit changed at another place. */
export function forge(token: string): string[] {
  return [...token].map((letter, at) => {
    const other = /[0-9]/.test(letter) ? (letter === '1' ? '2' : '1') : letter === 'a' ? 'b' : 'a'
    return token.slice(0, at) + other + token.slice(at + 1)
  })
}
