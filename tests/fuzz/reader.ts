import fc from 'fast-check'
import { hostileText } from './hostile.ts'

/**
 * A function that reads outside input. `read` throws if the function gives an answer that it must not give, and
 * otherwise returns whether it accepted the input. `text`: it reads one text, which may be long.
 */
export type Reader = {
  name: string
  given: fc.Arbitrary<unknown>
  read: (given: never) => boolean | Promise<boolean>
  text: ((text: string) => unknown) | null
}

/** A reader of a value; `took` also checks what the answer promises, and throws if it does not hold. */
export function reads<Given, Answer>(
  name: string,
  given: fc.Arbitrary<Given>,
  read: (given: Given) => Answer,
  took: (answer: Awaited<Answer>, given: Given) => boolean,
): Reader {
  return {
    name,
    given,
    read: (one: Given) => {
      const answer = read(one)
      return answer instanceof Promise
        ? answer.then((settled) => took(settled, one))
        : took(answer as Awaited<Answer>, one)
    },
    text: null,
  }
}

/** A reader of one text, tried with texts like `valid` among others. */
export function readsText<Answer>(
  name: string,
  valid: readonly string[],
  read: (text: string) => Answer,
  took: (answer: Answer, text: string) => boolean = (answer) =>
    answer !== null && answer !== undefined && answer !== false,
): Reader {
  return { name, given: like(valid), read: (text: string) => took(read(text), text), text: read }
}

/** Valid texts, the same with something inserted or removed, two of them joined, and any others. */
export function like(valid: readonly string[]): fc.Arbitrary<string> {
  const one = fc.constantFrom(...valid)
  const changed = fc.tuple(one, fc.nat(10_000), fc.nat(8), hostileText).map(([text, where, length, put]) => {
    const at = where % (text.length + 1)
    return text.slice(0, at) + put + text.slice(at + length)
  })
  const mixed = fc
    .tuple(one, one, fc.nat(10_000))
    .map(
      ([text, other, where]) =>
        text.slice(0, where % (text.length + 1)) + other.slice(where % (other.length + 1)),
    )
  return fc.oneof(
    { weight: 3, arbitrary: one },
    { weight: 4, arbitrary: changed },
    { weight: 2, arbitrary: mixed },
    { weight: 2, arbitrary: hostileText },
  )
}

/** The answer of `read`; null if it refuses as it declares. */
export function refusing<Answer>(read: () => Answer, isDeclared: (error: unknown) => boolean): Answer | null {
  try {
    return read()
  } catch (error) {
    if (isDeclared(error)) return null
    throw error
  }
}

/** Throws `what` unless it holds. */
export function demand(holds: boolean, what: string): true {
  if (!holds) throw new Error(`broken: ${what}`)
  return true
}

/** No lone surrogate, and no control character except line breaks and tabs. */
export function isClean(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text.replace(/[\n\t]/g, ''))
}
