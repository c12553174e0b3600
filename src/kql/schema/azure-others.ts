import { columnsOf, type TableSchema } from './table.ts';

/** Tables of Azure that hunting queries join process events with: identities, devices, changes, network devices. */

/** What is known of a user. */
export const identityInfo: TableSchema = {
  name: 'IdentityInfo',
  columns: columnsOf({
    datetime: `TimeGenerated Timestamp AccountCreationTime`,
    string: `
      AccountCloudSID AccountDisplayName AccountDomain AccountName AccountObjectId AccountSID AccountTenantId AccountUPN
      City Country Department EmployeeId GivenName JobTitle MailAddress Manager OnPremisesDistinguishedName
      OnPremisesObjectId Phone StreetAddress Surname Type UserType
    `,
    bool: `IsAccountEnabled IsMFARegistered IsServiceAccount`,
    dynamic: `AssignedRoles GroupMembership Tags AdditionalMailAddresses`,
  }),
};

/** Changes in Entra ID. */
export const auditLogs: TableSchema = {
  name: 'AuditLogs',
  columns: columnsOf({
    datetime: `TimeGenerated ActivityDateTime`,
    string: `
      AADOperationType AADTenantId ActivityDisplayName Category CorrelationId Id Identity Level Location LoggedByService
      OperationName OperationVersion Resource ResourceGroup ResourceId ResourceProvider Result ResultDescription
      ResultReason ResultSignature ResultType SourceSystem TenantId Type
    `,
    long: `DurationMs`,
    dynamic: `AdditionalDetails InitiatedBy TargetResources`,
  }),
};

export const signinLogs: TableSchema = {
  name: 'SigninLogs',
  columns: columnsOf({
    datetime: `TimeGenerated CreatedDateTime`,
    string: `
      AADTenantId AlternateSignInName AppDisplayName AppId AuthenticationRequirement AutonomousSystemNumber Category
      ClientAppUsed ConditionalAccessStatus CorrelationId HomeTenantId IPAddress Id Identity IsRisky Level Location
      OperationName OriginalRequestId Resource ResourceDisplayName ResourceId ResourceIdentity ResourceTenantId
      ResultDescription ResultSignature ResultType RiskDetail RiskEventTypes RiskLevelAggregated RiskLevelDuringSignIn
      RiskState ServicePrincipalId ServicePrincipalName SourceSystem TenantId TokenIssuerType Type UniqueTokenIdentifier
      UserAgent UserDisplayName UserId UserPrincipalName UserType
    `,
    long: `DurationMs ProcessingTimeInMilliseconds`,
    bool: `IsInteractive`,
    dynamic: `
      AuthenticationDetails AuthenticationProcessingDetails ConditionalAccessPolicies DeviceDetail LocationDetails
      MfaDetail NetworkLocationDetails Status
    `,
  }),
};

/** Devices that Intune manages. */
export const intuneDevices: TableSchema = {
  name: 'IntuneDevices',
  columns: columnsOf({
    datetime: `TimeGenerated`,
    string: `
      AndroidPatchLevel BatchId CategoryName CompliantState CreatedDate DeviceId DeviceName DeviceRegistrationState
      DeviceState EncryptionStatusString GraphDeviceIsManaged IMEI JailBroken JoinType LastContact ManagedBy
      ManagedDeviceName Manufacturer MEID Model OperationName OS OSVersion Ownership PrimaryUser ReferenceId Result
      SerialNumber SkuFamily SubscriberCarrierNetwork SupervisedStatusString TenantId Type UPN UserEmail UserName
      WifiMacAddress
    `,
    int: `StorageFree StorageTotal`,
    bool: `EasID EncryptionStatus SupervisedStatus`,
  }),
};

/** Logs of resources; each kind of resource adds columns of its own. */
export const azureDiagnostics: TableSchema = {
  name: 'AzureDiagnostics',
  columns: columnsOf({
    datetime: `TimeGenerated`,
    string: `
      CallerIPAddress Category CorrelationId Level OperationName Resource ResourceGroup ResourceId ResourceProvider
      ResourceType ResultDescription ResultSignature ResultType SourceSystem SubscriptionId TenantId Type _ResourceId
      action_s clientIP_s clientIp_s details_data_s details_message_s host_s hostname_s httpMethod_s httpStatusCode_d
      msg_s originalRequestUriWithArgs_s requestUri_s ruleName_s socketIP_s trackingReference_s userAgent_s
    `,
    real: `DurationMs`,
  }),
};

/** Events of network devices in CEF. */
export const commonSecurityLog: TableSchema = {
  name: 'CommonSecurityLog',
  columns: columnsOf({
    datetime: `TimeGenerated EndTime StartTime`,
    string: `
      Activity AdditionalExtensions ApplicationProtocol CollectorHostName CommunicationDirection Computer
      DestinationDnsDomain DestinationHostName DestinationIP DestinationMACAddress DestinationNTDomain
      DestinationProcessName DestinationServiceName DestinationTranslatedAddress DestinationUserID DestinationUserName
      DestinationUserPrivileges DeviceAction DeviceAddress DeviceCustomString1 DeviceCustomString1Label
      DeviceCustomString2 DeviceCustomString2Label DeviceCustomString3 DeviceCustomString3Label DeviceCustomString4
      DeviceCustomString4Label DeviceCustomString5 DeviceCustomString5Label DeviceCustomString6 DeviceCustomString6Label
      DeviceEventCategory DeviceEventClassID DeviceExternalID DeviceFacility DeviceInboundInterface DeviceName
      DeviceOutboundInterface DeviceProduct DeviceTimeZone DeviceVendor DeviceVersion EventOutcome ExternalID FileHash
      FileName FilePath FileType IndicatorThreatType LogSeverity MaliciousIP MaliciousIPCountry Message OriginalLogSeverity
      Protocol Reason ReceiptTime RequestClientApplication RequestContext RequestMethod RequestURL SimplifiedDeviceAction
      SourceDnsDomain SourceHostName SourceIP SourceMACAddress SourceNTDomain SourceProcessName SourceServiceName
      SourceSystem SourceTranslatedAddress SourceUserID SourceUserName SourceUserPrivileges TenantId ThreatDescription
      ThreatSeverity Type
    `,
    int: `DestinationPort DestinationProcessId DestinationTranslatedPort EventCount SourcePort SourceProcessId SourceTranslatedPort`,
    long: `ReceivedBytes SentBytes DeviceCustomNumber1 DeviceCustomNumber2 DeviceCustomNumber3`,
    real: `MaliciousIPLatitude MaliciousIPLongitude`,
  }),
};
