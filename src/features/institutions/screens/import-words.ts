import { dictionary } from '../../../shared/words.ts'
import en from '../words/import.en.json' with { type: 'json' }
import cyrl from '../words/import.sr-Cyrl.json' with { type: 'json' }

export const importWords = dictionary(cyrl, en)
