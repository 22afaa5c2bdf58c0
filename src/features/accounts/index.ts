export { proven, told } from './prove.ts'
