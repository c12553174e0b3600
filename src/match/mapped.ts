import type { AuditRecordType } from '../event/audit-record.ts';
import type { AncestorField, ColumnName } from '../event/taxonomy.ts';
import type { Expression, SigmaRule } from '../sigma/ir.ts';
import type { LineageMode } from './lineage-mode.ts';

/**
 * Where a detection item looks: in each of the columns and, one by one, at the ancestors. The item holds if it holds in
 * one place; with `all`, one place must satisfy all values.
 */
export interface MappedField<C = ColumnName> {
  readonly columns: readonly C[];
  readonly ancestors?: AncestorField;
  /** A field of the audit record at hand. */
  readonly record?: string;
}

/** A rule whose fields are mapped for one lineage mode. */
export interface MappedRule {
  readonly rule: SigmaRule;
  readonly lineage: LineageMode;
  /** The types of audit records that can satisfy the rule, one record at a time; undefined for rules about events. */
  readonly records: readonly AuditRecordType[] | undefined;
  readonly conditions: readonly Expression<MappedField>[];
}
