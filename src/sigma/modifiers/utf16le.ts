import { littleEndian, utf16Modifier } from './utf16-modifier.ts';

export const utf16le = utf16Modifier('utf16le', 'The value is encoded as UTF-16, little end first.', littleEndian);
