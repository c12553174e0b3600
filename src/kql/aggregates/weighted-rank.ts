import { type Native, native } from '../functions/native.ts';
import { itemsOf } from '../values/json.ts';

/** Of pairs of a value and its weight, the value that so much of the weight is not above; null of none. */
const rank = native('weighted_rank', {
  takes: ['dynamic', 'real'],
  gives: 'dynamic',
  run: (pairs, share) => {
    const sorted = (itemsOf(pairs) ?? [])
      .map((pair) => itemsOf(pair) ?? [])
      .map(([value = 'null', weight = '0']) => ({ value, weight: Math.max(0, Number(weight)) }))
      .filter(({ value }) => value !== 'null')
      .sort((a, b) => Number(a.value) - Number(b.value));
    const wanted = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
    let below = 0;
    const found = sorted.find(({ weight }) => {
      below += weight;
      return below >= wanted;
    });
    return found?.value ?? null;
  },
});

export const rankNatives: readonly Native[] = rank.natives;
