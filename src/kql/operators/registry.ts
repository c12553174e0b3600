import { choose, countRows, distinct, extend, pass, project, rename, sort, take, top, where } from './basic.ts';
import type { TabularOperator } from './operator.ts';
import { datatable, print, range } from './sources.ts';
import { summarize } from './summarize.ts';

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
  SerializeOperator: pass,
  RenderOperator: pass,
  AsOperator: pass,
  PrintOperator: print,
  DataTableExpression: datatable,
  RangeOperator: range,
};
