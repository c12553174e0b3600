import { columnsOf, type TableSchema } from './table.ts';

/** Windows security events; the columns of event 4688 and those that every event has. */
export const securityEvent: TableSchema = {
  name: 'SecurityEvent',
  columns: columnsOf({
    datetime: `TimeGenerated`,
    int: `EventID Task`,
    string: `
      Account AccountType Activity Channel CommandLine Computer EventData EventLevelName EventOriginId EventSourceName
      Level LogonGuid LogonID LogonProcessName MandatoryLabel NewProcessId NewProcessName ParentProcessName Process ProcessId ProcessName
      SourceComputerId SubjectAccount SubjectDomainName SubjectLogonId SubjectUserName SubjectUserSid TargetAccount
      TargetDomainName TargetLogonId TargetUserName TargetUserSid TokenElevationType Type FileHash ObjectName
    `,
  }),
};

/** Lines that syslog daemons have forwarded. */
export const syslog: TableSchema = {
  name: 'Syslog',
  columns: columnsOf({
    datetime: `TimeGenerated EventTime`,
    int: `ProcessID`,
    string: `
      Computer HostName HostIP CollectorHostName Facility SeverityLevel ProcessName SyslogMessage SourceSystem Type
      _ResourceId _SubscriptionId TenantId
    `,
    real: `_BilledSize`,
  }),
};

/** Process events that queries make of lines of Syslog, under the names of ASIM. */
export const syslogProcessEvents: TableSchema = {
  name: 'ProcessEvents',
  columns: columnsOf({
    datetime: `TimeGenerated EventStartTime`,
    string: `
      EventVendor EventProduct EventOriginalUid Dvc TargetProcessName TargetProcessCommandLine
      TargetProcessCurrentDirectory TargetProcessId TargetProcessGuid TargetProcessMD5 TargetProcessSHA1
      TargetProcessSHA256 TargetProcessIMPHASH TargetUsername TargetUserId TargetUserSessionId ActorUsername ActorUserId
      ActingProcessName ActingProcessCommandLine ActingProcessId ActingProcessGuid ParentProcessId ParentProcessName
    `,
  }),
};
