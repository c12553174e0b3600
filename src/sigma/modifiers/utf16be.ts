import { littleEndian, utf16Modifier } from './utf16-modifier.ts';

export const utf16be = utf16Modifier('utf16be', 'The value is encoded as UTF-16, big end first.', (text) =>
  littleEndian(text).swap16(),
);
