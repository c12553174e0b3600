import { describe, expect, test } from 'vitest';
import { Fields } from './fields.ts';

function walk(record: string): [string, string][] {
  const fields = opened(record);
  const found: [string, string][] = [];
  while (fields.next()) found.push([fields.buffer.toString('latin1', fields.nameStart, fields.nameEnd), fields.raw]);
  return found;
}

function opened(record: string): Fields {
  const fields = new Fields();
  const buffer = Buffer.from(record, 'latin1');
  fields.open(buffer, 0, buffer.length);
  return fields;
}

function first(record: string): Fields {
  const fields = opened(record);
  fields.next();
  return fields;
}

describe('walking', () => {
  test('bare and quoted values, and words without a value', () => {
    expect(walk(' arch=c000003e  exe="/bin/sh" (enforced) key=(null)')).toEqual([
      ['arch', 'c000003e'],
      ['exe', '/bin/sh'],
      ['key', '(null)'],
    ]);
  });
  test('a quoted value is passed over as a whole', () => {
    expect(walk(' comm="a exe=/bin/forged uid=0" exe="/bin/real"')).toEqual([
      ['comm', 'a exe=/bin/forged uid=0'],
      ['exe', '/bin/real'],
    ]);
  });
  test('empty values', () => {
    expect(walk(' mac= pfs=x a=""')).toEqual([
      ['mac', ''],
      ['pfs', 'x'],
      ['a', ''],
    ]);
  });
  test('a value without its closing quote ends with the record', () => {
    expect(walk(' comm="cut off exe=1')).toEqual([['comm', 'cut off exe=1']]);
  });
  test('equals signs inside a value', () => {
    expect(walk(' subj==unconfined key=a=b x=1')).toEqual([
      ['subj', '=unconfined'],
      ['key', 'a=b'],
      ['x', '1'],
    ]);
  });
  test.each([
    ['kept', ' key=(null)\x1dARCH=x86_64 AUID="user"'],
    ['turned to a blank', ' key=(null) ARCH=x86_64 AUID="user"'],
    ['dropped', ' key=(null)ARCH=x86_64 AUID="user"'],
  ])('0x1D %s', (_, record) => {
    expect(walk(record)).toEqual([
      ['key', '(null)'],
      ['ARCH', 'x86_64'],
      ['AUID', 'user'],
    ]);
  });
  test('0x1D dropped behind a quoted, a hexadecimal and a decimal value', () => {
    expect(walk(' key="k"ARCH=x')).toEqual([
      ['key', 'k'],
      ['ARCH', 'x'],
    ]);
    expect(walk(' key=6B01AAARCH=x')).toEqual([
      ['key', '6B01AA'],
      ['ARCH', 'x'],
    ]);
    expect(walk(' cap_frootid=0OUID="root"')).toEqual([
      ['cap_frootid', '0'],
      ['OUID', 'root'],
    ]);
  });
  test('an 8 MiB value full of equals signs takes no time', () => {
    const started = performance.now();
    expect(walk(` a=${'b='.repeat(4_000_000)}`)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('values', () => {
  test('quoted and hexadecimal text', () => {
    expect(first(' exe="/usr/bin/id"').text).toBe('/usr/bin/id');
    expect(first(' exe=2F746D702F6120622063').text).toBe('/tmp/a b c');
    expect(first(' exe=2f746d70').text).toBe('/tmp');
    expect(first(' exe=2F6D656D66643A78202864656C6574656429').text).toBe('/memfd:x (deleted)');
  });
  test('quoted hexadecimal stays as it is', () => expect(first(' comm="cafe"').text).toBe('cafe'));
  test('what is neither quoted nor hexadecimal stays as it is', () => {
    expect(first(' comm=2F7').text).toBe('2F7');
    expect(first(' comm=xyz').text).toBe('xyz');
  });
  test('(null) is absent, unless it is quoted', () => {
    expect(first(' exe=(null)').text).toBeUndefined();
    expect(first(' exe=(null)').word).toBeUndefined();
    expect(first(' exe="(null)"').text).toBe('(null)');
  });
  test('UTF-8 and bytes that are not', () => {
    expect(first(' name="caf\xc3\xa9"').text).toBe('café');
    expect(first(' name=636166C3A9').text).toBe('café');
    expect(first(' name=636166E9').text).toBe('caf\\xe9');
  });
  test('decimal numbers', () => {
    expect(first(' pid=0').decimal).toBe(0);
    expect(first(' pid=4194304').decimal).toBe(4194304);
    for (const bad of ['', '-1', '1a', '0x10', '9999999999999999', '1.5', '(null)']) {
      expect(first(` pid=${bad} `).decimal).toBeUndefined();
    }
  });
  test('negative numbers', () => {
    expect(first(' exit=-13').integer).toBe(-13);
    expect(first(' exit=60').integer).toBe(60);
    for (const bad of ['-', '--1', '-1x', '(null)']) expect(first(` exit=${bad} `).integer).toBeUndefined();
  });
  test('names', () => {
    expect(first(' pid=1').name).toBe('pid');
    expect(first(' AUID="x"').name).toBe('AUID');
    expect(first(' opid=1').name).toBeUndefined();
    expect(first(' __proto__=1').name).toBeUndefined();
  });
});
