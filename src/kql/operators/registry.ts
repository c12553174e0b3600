import { choose, countRows, distinct, extend, pass, project, rename, serialize, where } from './basic.ts';
import { invoke } from './invoke.ts';
import { join, lookup } from './join.ts';
import { makeSeries } from './make-series.ts';
import { mvApply, mvExpand } from './mv.ts';
import type { TabularOperator } from './operator.ts';
import { sort, take, top } from './order.ts';
import { parse, parseWhere } from './parse.ts';
import { parseKv } from './parse-kv.ts';
import { partition } from './partition.ts';
import { scan } from './scan.ts';
import { datatable, externaldata, getschema, print, range } from './sources.ts';
import { summarize } from './summarize.ts';
import { union } from './union.ts';

/** Every tabular operator, by the kind of its node. A new one is a file here and a line. */
export const tabular: Readonly<Record<string, TabularOperator>> = {
  FilterOperator: where,
  ProjectOperator: project,
  ExtendOperator: extend,
  ProjectAwayOperator: choose,
  ProjectKeepOperator: choose,
  ProjectReorderOperator: choose,
  ProjectRenameOperator: rename,
  SummarizeOperator: summarize,
  SortOperator: sort,
  TopOperator: top,
  TakeOperator: take,
  CountOperator: countRows,
  DistinctOperator: distinct,
  SerializeOperator: serialize,
  JoinOperator: join,
  LookupOperator: lookup,
  UnionOperator: union,
  MvExpandOperator: mvExpand,
  MvApplyOperator: mvApply,
  PartitionOperator: partition,
  ParseOperator: parse,
  ParseWhereOperator: parseWhere,
  ScanOperator: scan,
  ExternalDataExpression: externaldata,
  InvokeOperator: invoke,
  ParseKvOperator: parseKv,
  MakeSeriesOperator: makeSeries,
  ProjectByNamesOperator: choose,
  GetSchemaOperator: getschema,
  RenderOperator: pass,
  AsOperator: pass,
  PrintOperator: print,
  DataTableExpression: datatable,
  RangeOperator: range,
};
