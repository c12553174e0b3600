import type { Ancestor } from './ancestor.ts';
import type { AuditRecord } from './audit-record.ts';
import type { Origin } from './origin.ts';
import type { ProcessNode } from './process-node.ts';

/**
 * Columns of Microsoft's ASIM Process Event schema that our sources can fill, with their types. A string column that is
 * absent means "unknown", as an empty string does in KQL. Numbers of processes and users are strings of decimal digits.
 */
export interface AsimColumns {
  /** RFC 3339, UTC, milliseconds. */
  readonly TimeGenerated: string;
  readonly EventStartTime: string;
  readonly EventEndTime: string;
  readonly EventCount: number;
  readonly EventType: 'ProcessCreated';
  readonly EventResult: string;
  readonly EventSchema: 'ProcessEvent';
  readonly EventSchemaVersion: string;
  readonly EventProduct: string;
  readonly EventVendor: string;
  readonly EventOriginalType?: string;
  /** What tells the event apart at its source; for auditd `SECONDS.MILLIS:SERIAL`. */
  readonly EventOriginalUid: string;
  readonly Dvc: string;
  readonly DvcHostname?: string;
  readonly DvcOs?: string;
  readonly ActorUserId?: string;
  readonly ActorUserIdType?: string;
  readonly ActorUsername?: string;
  readonly ActorUsernameType?: string;
  readonly ActorSessionId?: string;
  readonly TargetUserId?: string;
  readonly TargetUserIdType?: string;
  readonly TargetUsername?: string;
  readonly TargetUsernameType?: string;
  readonly TargetUserSessionId?: string;
  /** Path of the program that runs, symbolic links resolved; for a script, its interpreter. */
  readonly TargetProcessName: string;
  readonly TargetProcessFilename?: string;
  readonly TargetProcessCommandLine?: string;
  readonly TargetProcessCurrentDirectory?: string;
  readonly TargetProcessId: string;
  readonly TargetProcessCreationTime?: string;
  /** The process that started the new one: Sigma's parent. */
  readonly ActingProcessName?: string;
  readonly ActingProcessFilename?: string;
  readonly ActingProcessCommandLine?: string;
  readonly ActingProcessId?: string;
  readonly ActingProcessCreationTime?: string;
  /** The process that started the acting process: the grandparent of the new one. */
  readonly ParentProcessName?: string;
  readonly ParentProcessCommandLine?: string;
  readonly ParentProcessId?: string;
  readonly ParentProcessCreationTime?: string;
  readonly User?: string;
  readonly Process: string;
  readonly CommandLine?: string;
  readonly AdditionalFields: AdditionalFields;
}

/** What ASIM has no column for. */
export interface AdditionalFields {
  /** The arguments one by one. Bytes that are not UTF-8 are shown as `\xNN`. */
  readonly Argv?: readonly string[];
  /** The exact bytes of all arguments, hexadecimal, where some are not UTF-8. */
  readonly ArgvHex?: readonly string[];
  /** How many arguments the records announce but do not hold. */
  readonly ArgvMissing?: number;
  /** Set when the command line was not taken from the arguments. */
  readonly CommandLineSource?: 'proctitle';
  /** The path as it was given to the kernel, before links were resolved. */
  readonly InvokedPath?: string;
  /** The script that the interpreter in TargetProcessName was started for. */
  readonly Script?: string;
  readonly Comm?: string;
  readonly Tty?: string;
  readonly AuditKey?: string;
  readonly Subject?: string;
  readonly LoginUserId?: string;
  readonly LoginUsername?: string;
  readonly RealUserId?: string;
  readonly RealUsername?: string;
  readonly ContainerId?: string;
  readonly Syscall?: string;
  readonly Architecture?: string;
  /** The records of the execution's audit event; only where a rule asks for them. */
  readonly AuditRecords?: readonly AuditRecord[];
  /** What the name of the acting process was learned from. */
  readonly ActingProcessEvidence?: ActingEvidence;
  /** Ancestors by birth, nearest first. */
  readonly Ancestors?: readonly Ancestor[];
}

/**
 * `exec`: an execution of that pid was recorded. `fork`: a fork record shows its image. `syscall`: a record of another
 * system call, or of a failed execution, by that pid shows it. `child`: the child's own failed execution shows the image
 * that it was forked with.
 */
export type ActingEvidence = 'exec' | 'fork' | 'syscall' | 'child';

/** One process creation: the ASIM columns, where it was read, and who its ancestors are. */
export interface ProcessEvent {
  readonly columns: AsimColumns;
  /** Milliseconds since 1970 of EventStartTime. */
  readonly time: number;
  readonly origin: Origin;
  /** This execution and, by `parent`, the images above it by birth. */
  readonly process: ProcessNode;
}
