import { type Diagnostic, report } from '../../diagnostic/diagnostic.ts';
import { analyse } from '../../kql/analyse/analyse.ts';
import { schemas } from '../../kql/schema/registry.ts';
import { forms } from './forms.ts';
import type { ParserFunction } from './parser-function.ts';

/** What Microsoft's parser and binder say of a function and of a call of it. Loads the language service. */
export function checkFunction(each: ParserFunction): readonly Diagnostic[] {
  return analyse(`${forms.kql.print([each])}${each.name}()`, schemas)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => report('convert-rejected', undefined, { code, reason: message }));
}
