import { dictionary } from '../../../shared/words.ts'
import { useWords } from '../index.ts'
import en from './words/en.json' with { type: 'json' }
import cyrl from './words/sr-Cyrl.json' with { type: 'json' }

const words = dictionary(cyrl, en)

export const useGalleryWords = () => useWords(words)
