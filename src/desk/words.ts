import { dictionary } from '../shared/words.ts'
import en from './words/en.json' with { type: 'json' }
import cyrl from './words/sr-Cyrl.json' with { type: 'json' }

/** Words of the shell itself and of every problem the program may answer with. */
export const deskWords = dictionary(cyrl, en)
