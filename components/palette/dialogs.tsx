/** What is loaded only when somebody calls for it. */
export { KeysDialog } from './keys-dialog.tsx'
export { SearchDialog } from './search-dialog.tsx'
