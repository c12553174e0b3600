import type { Span } from '../../diagnostic/source-text.ts';
import type { Expression, LogSource } from '../ir.ts';

/** A processing pipeline: changes to rules, in order, each for the rules that it is meant for. */
export interface Pipeline {
  readonly name: string;
  /** Pipelines with lower numbers are applied first. */
  readonly priority: number;
  readonly steps: readonly PipelineStep[];
  readonly path: string;
}

export interface PipelineStep {
  readonly condition: RuleCondition;
  readonly change: Transformation;
  readonly span: Span;
}

/** The rules that a step is meant for: all, or any, of the log sources fit, or not so. Without a log source all rules. */
export interface RuleCondition {
  readonly logsources: readonly LogSource[];
  readonly join: 'and' | 'or';
  readonly negated: boolean;
}

/** Named as in the ecosystem's files. */
export type Transformation =
  /** Other names for fields. Of several names for a field one must hold. */
  | {
      readonly type: 'field_name_mapping' | 'field_name_prefix_mapping';
      readonly mapping: ReadonlyMap<string, readonly string[]>;
    }
  | { readonly type: 'field_name_prefix' | 'field_name_suffix'; readonly text: string }
  /** What every condition of the rule also asks. */
  | { readonly type: 'add_condition'; readonly expression: Expression }
  | { readonly type: 'change_logsource'; readonly logsource: LogSource }
  /** The pipeline's variables are values of placeholders. It acts when rules are loaded. */
  | { readonly type: 'value_placeholders' };
