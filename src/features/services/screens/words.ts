import { dictionary } from '../../../shared/words.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }

export const serviceWordsOf = dictionary(cyrl, en)
