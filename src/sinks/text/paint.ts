import { styleText } from 'node:util';
import { printable } from '../../diagnostic/printable.ts';
import { cutEvidence } from '../cut.ts';
import type { Level } from '../describe.ts';

/** Text that is safe to print: made from log text by `printable`, perhaps with colours of ours around it. */
export class Safe {
  readonly text: string;
  private constructor(text: string) {
    this.text = text;
  }

  /** Puts a line together; every value in it that is not yet safe is made so. */
  static line(parts: TemplateStringsArray, ...values: readonly (Safe | string | number)[]): Safe {
    const texts = values.map((value) => (value instanceof Safe ? value.text : shown(String(value))));
    return new Safe(String.raw({ raw: parts }, ...texts));
  }

  static styled(style: Parameters<typeof styleText>[0], text: string): Safe {
    return new Safe(styleText(style, shown(text), { validateStream: false }));
  }
}

/** Characters of one value: a terminal can show more, a reader cannot. */
const MAX_VALUE = 8192;

function shown(text: string): string {
  return printable(cutEvidence(text, MAX_VALUE));
}

/** The tag of every line in a text report. */
export const line = Safe.line;

export const EMPTY = line``;

type Style = 'strong' | 'faint' | 'value' | 'warning' | Level;

const styles: Readonly<Record<Style, Parameters<typeof styleText>[0]>> = {
  strong: 'bold',
  faint: 'dim',
  value: 'cyan',
  warning: 'yellow',
  critical: ['bold', 'magenta'],
  high: ['bold', 'red'],
  medium: ['bold', 'yellow'],
  low: ['bold', 'cyan'],
  informational: 'dim',
};

/** Colours text where the receiver wants colours. */
export class Painter {
  readonly #color: boolean;
  constructor(color: boolean) {
    this.#color = color;
  }

  paint(style: Style, text: string): Safe {
    return this.#color ? Safe.styled(styles[style], text) : line`${text}`;
  }

  level(level: Level): Safe {
    return this.paint(level, level.toUpperCase());
  }
}
