import { join } from 'node:path';
import { auditdFunctions } from '../../backends/parser-functions/auditd.ts';
import { checkFunction } from '../../backends/parser-functions/check.ts';
import { type FormName, forms } from '../../backends/parser-functions/forms.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { Output } from '../output.ts';
import { Problems } from '../problems.ts';
import { writeFile } from './convert-write.ts';

interface Wanted {
  readonly check?: boolean;
  readonly out?: string;
}

/** `shellhound convert --parser-functions`: all functions in one form, to the output or a file for each. */
export async function writeParserFunctions(form: FormName, { check, out }: Wanted): Promise<ExitCode> {
  const problems = new Problems();
  if (check === true) problems.addAll(auditdFunctions.flatMap(checkFunction));
  if (problems.errors > 0) {
    problems.tellRest();
    return EXIT.failed;
  }
  const { print, extension } = forms[form];
  const output = new Output();
  if (out === undefined) output.write(print(auditdFunctions));
  else
    for (const each of auditdFunctions) {
      const problem = writeFile(out, join(out, `${each.name}${extension}`), print([each]));
      if (problem !== undefined) problems.addAll([problem]);
    }
  await output.flush();
  problems.tellRest();
  return problems.errors > 0 ? EXIT.incomplete : EXIT.ran;
}
