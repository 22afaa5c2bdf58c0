export { bytea, folderStore, holdForGuard, presentDoc, presentGlass, presentHold, presentKey, renewalForGuard } from './store.ts'
