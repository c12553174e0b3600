/** Modifiers that are refused or ordered alike. */
export const AFFIXES = ['contains', 'startswith', 'endswith'];
export const UTF16 = ['wide', 'utf16', 'utf16le', 'utf16be'];
export const ENCODINGS = ['base64', 'base64offset', ...UTF16];
export const COMPARISONS = ['lt', 'lte', 'gt', 'gte'];
export const TIME_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'];

/** Modifiers after which a value is no string any more. */
export const NOT_STRINGS = ['re', 'cidr', 'exists', ...COMPARISONS, ...TIME_PARTS];
