/** The token with one bit turned at each place in turn. */
export function forge(token: string): string[] {
  return [...token].map((letter, at) => {
    const other = /[0-9]/.test(letter) ? (letter === '1' ? '2' : '1') : letter === 'a' ? 'b' : 'a'
    return token.slice(0, at) + other + token.slice(at + 1)
  })
}
