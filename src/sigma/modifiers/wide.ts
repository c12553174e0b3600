import { littleEndian, utf16Modifier } from './utf16-modifier.ts';

export const wide = utf16Modifier('wide', 'The same as `utf16le`.', littleEndian);
