/** Letters of other alphabets that look like an ASCII letter in most fonts: each pair is the letter and what it looks like. */
const PAIRS = [
  'аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw ӏl',
  'АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS',
  'οo νv ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϲc ϳj',
  'ⅰi ⅼl ⅽc ⅾd ⅿm ıi ɡg ɑa ʏy ꜱs',
].join(' ');

const TABLE: ReadonlyMap<string, string> = new Map(
  PAIRS.split(' ').flatMap((pair): [string, string][] => {
    const [letter = '', ascii = ''] = pair;
    return [[letter, ascii]];
  }),
);

const FULL_WIDTH = { first: 0xff01, last: 0xff5e, distance: 0xfee0 };

/** The ASCII character that this one looks like; undefined if it looks like none, or is it. */
export function looksLike(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  const { first, last, distance } = FULL_WIDTH;
  return code >= first && code <= last ? String.fromCodePoint(code - distance) : TABLE.get(character);
}
