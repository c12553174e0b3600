import { columnsOf, type TableSchema } from './table.ts';

/** The columns of ASIM's process events. A parser need not give them all; the unifying parsers fill up the rest. */
const columns = columnsOf({
  datetime: `
    TimeGenerated EventStartTime EventEndTime TargetProcessCreationTime ActingProcessCreationTime
    ParentProcessCreationTime ThreatFirstReportedTime ThreatLastReportedTime
  `,
  string: `
    Type _ResourceId EventMessage EventType EventSubType EventResult EventResultDetails EventOriginalResultDetails
    EventSeverity EventOriginalSeverity EventUid EventOriginalUid EventOriginalType EventOriginalSubType
    EventProduct EventProductVersion EventVendor EventSchema EventSchemaVersion EventReportUrl EventOwner Dvc
    DvcIpAddr DvcHostname DvcDomain DvcDomainType DvcFQDN DvcId DvcIdType DvcMacAddr DvcZone DvcAction
    DvcOriginalAction DvcDescription DvcInterface DvcOs DvcOsVersion DvcScope DvcScopeId DvcSubscriptionId User
    Process CommandLine Hash HashType Rule Src Dst ActorUserId ActorUserIdType ActorUsername ActorUsernameType
    ActorSessionId ActorUserType ActorOriginalUserType ActorScope ActorScopeId ActorUserAadId ActorUserSid
    ActorUserUpn TargetUserId TargetUserIdType TargetUsername TargetUsernameType TargetUserSessionId
    TargetUserSessionGuid TargetUserType TargetOriginalUserType TargetUserScope TargetUserScopeId TargetUserAadId
    TargetUserSid TargetUserUpn TargetUserUid TargetProcessName TargetProcessCommandLine
    TargetProcessCurrentDirectory TargetProcessId TargetProcessGuid TargetProcessFilename TargetProcessFileCompany
    TargetProcessFileDescription TargetProcessFileProduct TargetProcessFileVersion TargetProcessFileInternalName
    TargetProcessFileOriginalName TargetProcessInjectedAddress TargetProcessIntegrityLevel
    TargetProcessTokenElevation TargetProcessMD5 TargetProcessSHA1 TargetProcessSHA256 TargetProcessSHA512
    TargetProcessIMPHASH TargetProcessStatusCode ActingProcessName ActingProcessCommandLine ActingProcessId
    ActingProcessGuid ActingProcessFilename ActingProcessFileCompany ActingProcessFileDescription
    ActingProcessFileProduct ActingProcessFileVersion ActingProcessFileInternalName ActingProcessFileOriginalName
    ActingProcessInjectedAddress ActingProcessIntegrityLevel ActingProcessTokenElevation ActingProcessMD5
    ActingProcessSHA1 ActingProcessSHA256 ActingProcessSHA512 ActingProcessIMPHASH ParentProcessName
    ParentProcessCommandLine ParentProcessId ParentProcessGuid ParentProcessFileCompany
    ParentProcessFileDescription ParentProcessFileProduct ParentProcessFileVersion ParentProcessFileInternalName
    ParentProcessFileOriginalName ParentProcessInjectedAddress ParentProcessIntegrityLevel
    ParentProcessTokenElevation ParentProcessMD5 ParentProcessSHA1 ParentProcessSHA256 ParentProcessSHA512
    ParentProcessIMPHASH RuleName ThreatId ThreatName ThreatCategory ThreatOriginalRiskLevel ThreatField
    ThreatOriginalConfidence _IsBillable _SubscriptionId TenantId SourceSystem
  `,
  int: `
    EventCount RuleNumber ThreatRiskLevel ThreatConfidence
  `,
  dynamic: `
    AdditionalFields
  `,
  long: `
    TargetProcessFileSize ActingProcessFileSize ParentProcessFileSize
  `,
  bool: `
    TargetProcessIsHidden ActingProcessIsHidden ParentProcessIsHidden ThreatIsActive
  `,
  real: `
    _BilledSize
  `,
});

/** The workspace function; it can be called with parameters, and is named like a table where it is not. */
export const imProcessCreate: TableSchema = { name: 'imProcessCreate', columns };

/** The built-in function, with its filtering parameters. */
export const builtInProcessCreate: TableSchema = {
  name: '_Im_ProcessCreate',
  columns,
  parameters: {
    starttime: 'datetime',
    endtime: 'datetime',
    commandline_has_any: 'dynamic',
    commandline_has_all: 'dynamic',
    commandline_has_any_ip_prefix: 'dynamic',
    actingprocess_has_any: 'dynamic',
    targetprocess_has_any: 'dynamic',
    parentprocess_has_any: 'dynamic',
    targetusername_has: 'string',
    actorusername_has: 'string',
    dvcipaddr_has_any_prefix: 'dynamic',
    dvchostname_has_any: 'dynamic',
    eventtype: 'string',
    hashes_has_any: 'dynamic',
    disabled: 'bool',
  },
};

/** The table behind the native parser. */
export const asimProcessEventLogs: TableSchema = { name: 'ASimProcessEventLogs', columns };
