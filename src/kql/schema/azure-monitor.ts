import { columnsOf, type TableSchema } from './table.ts';

/** Windows security events. */
export const securityEvent: TableSchema = {
  name: 'SecurityEvent',
  columns: columnsOf({
    datetime: `TimeGenerated TimeCollected`,
    int: `EventID Task LogonType KeyLength`,
    string: `
      Account AccountType Activity Channel CommandLine Computer EventData EventLevelName EventOriginId EventSourceName Level
      LogonGuid LogonID LogonProcessName LogonTypeName MandatoryLabel NewProcessId NewProcessName ParentProcessName Process
      ProcessId ProcessName SourceComputerId SubjectAccount SubjectDomainName SubjectLogonId SubjectUserName SubjectUserSid
      TargetAccount TargetDomainName TargetLogonGuid TargetLogonId TargetServerName TargetSid TargetUser TargetUserName
      TargetUserSid TokenElevationType Type FileHash ObjectName ObjectServer ObjectType ObjectValueName OldValue NewValue
      AccessList AccessMask AccessReason AccountExpires AccountName AdditionalInfo AllowedToDelegateTo Attributes
      AuditPolicyChanges AuthenticationPackageName CategoryId ClientAddress ClientName DisplayName ElevatedToken FilePath
      Fqbn GroupMembership HandleId HomeDirectory HomePath ImpersonationLevel IpAddress IpPort KeyName LmPackageName
      LogonHours MemberName MemberSid NewUacValue OldUacValue OperationType PackageName PasswordLastSet PrimaryGroupId
      PrivilegeList Properties ProfilePath RelativeTargetName RemoteIpAddress RemotePort RestrictedAdminMode SamAccountName
      ScriptPath Service ServiceAccount ServiceFileName ServiceName ServiceStartType ServiceType SessionName ShareLocalPath
      ShareName SidHistory Status SubStatus SubcategoryGuid SubcategoryId TransmittedServices UserAccountControl
      UserParameters UserPrincipalName UserWorkstations VirtualAccount Workstation WorkstationName SourceSystem TenantId
      _ResourceId _SubscriptionId
    `,
    real: `_BilledSize`,
  }),
};

/** Windows events of other logs than the security log. */
export const event: TableSchema = {
  name: 'Event',
  columns: columnsOf({
    datetime: `TimeGenerated`,
    int: `EventID EventLevel EventCategory`,
    string: `
      AzureDeploymentID Computer EventData EventLevelName EventLog ManagementGroupName Message ParameterXml
      RenderedDescription Role Source SourceSystem TenantId Type UserName _ResourceId _SubscriptionId
    `,
    real: `_BilledSize`,
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
