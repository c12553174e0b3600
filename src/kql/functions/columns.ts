import { columnNamed } from '../lower/context.ts';
import { convert } from '../lower/types.ts';
import { name as quoted } from '../sql.ts';
import { constantText } from './constant.ts';
import type { FunctionRow, FunctionTable } from './row.ts';

/** A column by its name, or what stands for it where there is none. */
const ifExists: FunctionRow = {
  takes: ['any'],
  sql: (_, { node, place, args, type }) => {
    const name = constantText(node, 0);
    const [, otherwise, ...rest] = args;
    if (name === undefined || otherwise === undefined || rest.length > 0) return undefined;
    const column = columnNamed(place, name);
    return convert(column === undefined ? otherwise : { sql: quoted(column.id), type: column.type }, type);
  },
};

/** Functions over the columns of the row at hand. */
export const columns: FunctionTable = { column_ifexists: ifExists, columnifexists: ifExists };
