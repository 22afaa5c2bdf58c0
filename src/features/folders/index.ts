export { bytea, folderStore, holdForGuard, presentDoc, presentHold, presentKey } from './store.ts'
