import type { DuckDBConnection, DuckDBDataChunk, DuckDBType, DuckDBVector } from '@duckdb/node-api';
import type { Native, NativeType, NativeValue } from '../kql/functions/native.ts';
import { natives } from '../kql/functions/registry.ts';

/** Makes the functions that are written in this language known to a database. Each runs once for a row. */
export async function registerNatives(connection: DuckDBConnection): Promise<void> {
  const { DuckDBScalarFunction, VARCHAR, BIGINT, DOUBLE, BOOLEAN } = await import('@duckdb/node-api');
  const types: Readonly<Record<NativeType, DuckDBType>> = {
    string: VARCHAR,
    dynamic: VARCHAR,
    guid: VARCHAR,
    long: BIGINT,
    datetime: BIGINT,
    timespan: BIGINT,
    real: DOUBLE,
    bool: BOOLEAN,
  };
  for (const native of natives) {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: native.name,
        returnType: types[native.gives],
        parameterTypes: native.takes.map((type) => types[type]),
        ...(native.rest === undefined ? {} : { varArgsType: types[native.rest] }),
        specialHandling: true,
        mainFunction: (_info, chunk, output) => runChunk(native, chunk, output),
      }),
    );
  }
}

/** A null among the arguments makes a null; so no native sees one. */
function runChunk({ run }: Native, chunk: DuckDBDataChunk, output: DuckDBVector): void {
  const columns = Array.from({ length: chunk.columnCount }, (_, at) => chunk.getColumnVector(at));
  for (let row = 0; row < chunk.rowCount; row += 1) {
    const args = columns.map((column) => column.getItem(row) as NativeValue | null);
    output.setItem(row, args.includes(null) ? null : run(...(args as NativeValue[])));
  }
  output.flush();
}
