export { bytea, folderStore, presentDoc, presentHold, presentKey } from './store.ts'
