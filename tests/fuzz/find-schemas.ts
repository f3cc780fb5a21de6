import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { environmentTable } from '#/environment-table.ts'
import { handFormSchema } from '#/lib/notices/composing/hand-form.ts'

/** A schema with the name for reports. `form`: it reads the values of a form (`toInput`). */
export type FoundSchema = { name: string; schema: z.ZodType; form: boolean }

const root = join(import.meta.dirname, '../..')

/**
 * Every schema that a module of `lib` exports, of every action, and of every environment variable; new ones are found
 * automatically. The functions of a module cover the schemas it does not export (formats.ts).
 */
export async function findSchemas(): Promise<FoundSchema[]> {
  const found = new Map<z.ZodType, FoundSchema>()
  const add = (name: string, schema: z.ZodType, form: boolean) => {
    if (!found.has(schema)) found.set(schema, { name, schema, form: form && !isOfText(schema) })
  }
  for (const file of listModules('{app,lib}/**/*.ts', 'defineAction(')) {
    for (const [name, action] of await listExports(file)) {
      if (typeof action === 'function' && 'schema' in action && action.schema instanceof z.ZodType)
        add(name, action.schema, true)
    }
  }
  for (const file of listModules('lib/**/*.ts', "from 'zod'")) {
    for (const [name, value] of await listExports(file)) {
      if (value instanceof z.ZodType)
        add(`${file.slice(4, -3)} ${name}`, value, /(form|intent)[^/]*$/i.test(file))
    }
  }
  add('sendByHandAction', handFormSchema({ zone: 'Europe/Rome', at: Date.UTC(2026, 10, 25) }), true)
  for (const [name, { schema }] of Object.entries(environmentTable)) add(`env ${name}`, schema, false)
  return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** Whether a part of a form is the text of one field. */
function isOfText(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (def.type === 'pipe') return isOfText(def.in)
  if (def.type === 'default' || def.type === 'optional') return isOfText(def.innerType)
  return def.type === 'string'
}

function listModules(pattern: string, text: string): string[] {
  return globSync(pattern, { cwd: root })
    .filter((file) => !file.endsWith('.test.ts') && readFileSync(join(root, file), 'utf8').includes(text))
    .sort()
}

async function listExports(file: string): Promise<[string, unknown][]> {
  const module: Record<string, unknown> = await import(join(root, file))
  return Object.entries(module)
}
