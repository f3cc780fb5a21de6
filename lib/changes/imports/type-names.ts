import { asc } from 'drizzle-orm'
import { integrationTypes } from '#/db/schema/accounts.ts'
import type { Reader } from '#/db/store/store.ts'

type Names = { id: string; nameEn: string; nameIt: string }

/** Integration types by what a file may call them: the id, or the name in either language, capitals and spaces aside. */
export class TypesByName {
  readonly #byId = new Map<string, Names>()
  readonly #byName = new Map<string, Set<Names>>()

  constructor(types: readonly Names[]) {
    for (const type of types) {
      this.#byId.set(fold(type.id), type)
      for (const name of new Set([fold(type.nameEn), fold(type.nameIt)])) {
        this.#byName.set(name, (this.#byName.get(name) ?? new Set()).add(type))
      }
    }
  }

  find(cell: string): { id: string } | 'type-unknown' | 'type-ambiguous' {
    const name = fold(cell)
    const found = this.#byId.get(name)
    if (found) return found
    const [named, ...more] = this.#byName.get(name) ?? []
    if (!named) return 'type-unknown'
    return more.length > 0 ? 'type-ambiguous' : named
  }
}

function fold(name: string): string {
  return name.trim().replace(/\s+/g, ' ').normalize('NFC').toLowerCase()
}

export async function readTypeNames(read: Reader): Promise<TypesByName> {
  return new TypesByName(
    await read
      .select({ id: integrationTypes.id, nameEn: integrationTypes.nameEn, nameIt: integrationTypes.nameIt })
      .from(integrationTypes)
      .orderBy(asc(integrationTypes.position)),
  )
}
