import { littleEndian, utf16Modifier } from './utf16-modifier.ts';

export const utf16 = utf16Modifier('utf16', 'A byte order mark (`FF FE`), and the value as `utf16le` has it.', (text) =>
  littleEndian(`\ufeff${text}`),
);
