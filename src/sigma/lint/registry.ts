import type { LintRule } from './rule.ts';
import { affix } from './rules/affix.ts';
import { allOfThem } from './rules/all-of-them.ts';
import { alwaysTrue } from './rules/always-true.ts';
import { confusable } from './rules/confusable.ts';
import { contradictoryAll } from './rules/contradictory-all.ts';
import { contradictoryKeys } from './rules/contradictory-keys.ts';
import { correlationAlways } from './rules/correlation-always.ts';
import { correlationExtension } from './rules/correlation-extension.ts';
import { correlationGroupTwice } from './rules/correlation-group-twice.ts';
import { correlationNever } from './rules/correlation-never.ts';
import { correlationNoGroup } from './rules/correlation-no-group.ts';
import { correlationOneRule } from './rules/correlation-one-rule.ts';
import { coveredValue } from './rules/covered-value.ts';
import { dateForm } from './rules/date-form.ts';
import { dateOrder } from './rules/date-order.ts';
import { deprecatedAlone } from './rules/deprecated-alone.ts';
import { doubleNegation } from './rules/double-negation.ts';
import { duplicateValue } from './rules/duplicate-value.ts';
import { filterKey } from './rules/filter-key.ts';
import { identicalSelections } from './rules/identical-selections.ts';
import { invisibleCharacter } from './rules/invisible-character.ts';
import { levelStatus } from './rules/level-status.ts';
import { license } from './rules/license.ts';
import { logsourceEmpty } from './rules/logsource-empty.ts';
import { logsourceForm } from './rules/logsource-form.ts';
import { logsourceKey } from './rules/logsource-key.ts';
import { metadataDuplicate } from './rules/metadata-duplicate.ts';
import { needlessEscape } from './rules/needless-escape.ts';
import { neverTrue } from './rules/never-true.ts';
import { notAList } from './rules/not-a-list.ts';
import { notText } from './rules/not-text.ts';
import { ofOne } from './rules/of-one.ts';
import { redundantWildcard } from './rules/redundant-wildcard.ts';
import { regexEscape } from './rules/regex-escape.ts';
import { regexPlain } from './rules/regex-plain.ts';
import { relatedForm } from './rules/related-form.ts';
import { relatedSelf } from './rules/related-self.ts';
import { relatedType } from './rules/related-type.ts';
import { repeatedOperand } from './rules/repeated-operand.ts';
import { tagAttack } from './rules/tag-attack.ts';
import { tagAttackRetired } from './rules/tag-attack-retired.ts';
import { tagAttackUnknown } from './rules/tag-attack-unknown.ts';
import { tagCase } from './rules/tag-case.ts';
import { tagForm } from './rules/tag-form.ts';
import { tagValue } from './rules/tag-value.ts';
import { tooLong } from './rules/too-long.ts';
import { tooShort } from './rules/too-short.ts';
import { unknownKey } from './rules/unknown-key.ts';

/** Every lint rule. Add one: a file in `rules/`, a row in `diagnostic/codes/lint.ts`, a line here, a row in docs/lint.md. */
export const lintRules: readonly LintRule[] = [
  tooLong,
  tooShort,
  notText,
  notAList,
  metadataDuplicate,
  dateForm,
  dateOrder,
  license,
  unknownKey,
  filterKey,
  relatedForm,
  relatedType,
  relatedSelf,
  deprecatedAlone,
  levelStatus,
  logsourceKey,
  logsourceForm,
  logsourceEmpty,
  tagCase,
  tagForm,
  tagAttack,
  tagAttackUnknown,
  tagAttackRetired,
  tagValue,
  invisibleCharacter,
  confusable,
  duplicateValue,
  coveredValue,
  affix,
  redundantWildcard,
  needlessEscape,
  contradictoryAll,
  contradictoryKeys,
  regexPlain,
  regexEscape,
  ofOne,
  allOfThem,
  doubleNegation,
  repeatedOperand,
  identicalSelections,
  alwaysTrue,
  neverTrue,
  correlationNoGroup,
  correlationGroupTwice,
  correlationOneRule,
  correlationAlways,
  correlationNever,
  correlationExtension,
];
