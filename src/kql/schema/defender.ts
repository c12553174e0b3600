import { columnsOf, type TableSchema } from './table.ts';

const device = `DeviceId DeviceName ActionType AppGuardContainerId`;

/** Columns about the process that did what the row says. */
const initiating = {
  string: `
    InitiatingProcessAccountDomain InitiatingProcessAccountName InitiatingProcessAccountObjectId
    InitiatingProcessAccountSid InitiatingProcessAccountUpn InitiatingProcessCommandLine InitiatingProcessFileName
    InitiatingProcessFolderPath InitiatingProcessIntegrityLevel InitiatingProcessMD5 InitiatingProcessParentFileName
    InitiatingProcessSHA1 InitiatingProcessSHA256 InitiatingProcessSignatureStatus InitiatingProcessSignerType
    InitiatingProcessTokenElevation InitiatingProcessVersionInfoCompanyName
    InitiatingProcessVersionInfoFileDescription InitiatingProcessVersionInfoInternalFileName
    InitiatingProcessVersionInfoOriginalFileName InitiatingProcessVersionInfoProductName
    InitiatingProcessVersionInfoProductVersion
  `,
  long: `InitiatingProcessId InitiatingProcessParentId InitiatingProcessLogonId InitiatingProcessFileSize ReportId`,
  datetime: `Timestamp InitiatingProcessCreationTime InitiatingProcessParentCreationTime`,
};

/** Process events of Defender XDR's advanced hunting. In Sentinel `TimeGenerated` stands for `Timestamp`. */
export const deviceProcessEvents: TableSchema = {
  name: 'DeviceProcessEvents',
  columns: columnsOf({
    datetime: `TimeGenerated ${initiating.datetime} ProcessCreationTime`,
    string: `${device} ${initiating.string}
      AccountDomain AccountName AccountObjectId AccountSid AccountUpn FileName FolderPath MD5 SHA1 SHA256
      ProcessCommandLine ProcessIntegrityLevel ProcessTokenElevation ProcessVersionInfoCompanyName
      ProcessVersionInfoFileDescription ProcessVersionInfoInternalFileName ProcessVersionInfoOriginalFileName
      ProcessVersionInfoProductName ProcessVersionInfoProductVersion
    `,
    long: `${initiating.long} ProcessId LogonId FileSize`,
    dynamic: `AdditionalFields`,
  }),
};

export const deviceFileEvents: TableSchema = {
  name: 'DeviceFileEvents',
  columns: columnsOf({
    datetime: `TimeGenerated ${initiating.datetime}`,
    string: `${device} ${initiating.string}
      FileName FolderPath MD5 SHA1 SHA256 PreviousFileName PreviousFolderPath FileOriginIP FileOriginReferrerUrl
      FileOriginUrl RequestAccountDomain RequestAccountName RequestAccountSid RequestProtocol RequestSourceIP ShareName
    `,
    long: `${initiating.long} FileSize`,
    int: `RequestSourcePort`,
    dynamic: `AdditionalFields`,
  }),
};

export const deviceNetworkEvents: TableSchema = {
  name: 'DeviceNetworkEvents',
  columns: columnsOf({
    datetime: `TimeGenerated ${initiating.datetime}`,
    string: `${device} ${initiating.string}
      LocalIP LocalIPType Protocol RemoteIP RemoteIPType RemoteUrl
    `,
    long: `${initiating.long}`,
    int: `LocalPort RemotePort`,
    dynamic: `AdditionalFields`,
  }),
};

/** Other events of devices: antivirus, protection against exploits, PowerShell, scheduled tasks. */
export const deviceEvents: TableSchema = {
  name: 'DeviceEvents',
  columns: columnsOf({
    datetime: `TimeGenerated ${initiating.datetime} ProcessCreationTime`,
    string: `${device} ${initiating.string}
      AccountDomain AccountName AccountSid FileName FolderPath MD5 SHA1 SHA256 FileOriginIP FileOriginUrl LocalIP
      LogonIdText ProcessCommandLine ProcessTokenElevation RegistryKey RegistryValueData RegistryValueName RemoteDeviceName
      RemoteIP RemoteUrl
    `,
    long: `${initiating.long} ProcessId LogonId FileSize`,
    int: `LocalPort RemotePort`,
    dynamic: `AdditionalFields`,
  }),
};

export const deviceRegistryEvents: TableSchema = {
  name: 'DeviceRegistryEvents',
  columns: columnsOf({
    datetime: `TimeGenerated ${initiating.datetime}`,
    string: `${device} ${initiating.string}
      PreviousRegistryKey PreviousRegistryValueData PreviousRegistryValueName RegistryKey RegistryValueData
      RegistryValueName RegistryValueType
    `,
    long: `${initiating.long}`,
    dynamic: `AdditionalFields`,
  }),
};

export const deviceImageLoadEvents: TableSchema = {
  name: 'DeviceImageLoadEvents',
  columns: columnsOf({
    datetime: `TimeGenerated ${initiating.datetime}`,
    string: `${device} ${initiating.string} FileName FolderPath MD5 SHA1 SHA256`,
    long: `${initiating.long} FileSize`,
    dynamic: `AdditionalFields`,
  }),
};

export const deviceLogonEvents: TableSchema = {
  name: 'DeviceLogonEvents',
  columns: columnsOf({
    datetime: `TimeGenerated ${initiating.datetime}`,
    string: `${device} ${initiating.string}
      AccountDomain AccountName AccountSid FailureReason LogonType Protocol RemoteDeviceName RemoteIP RemoteIPType
    `,
    long: `${initiating.long} LogonId`,
    int: `RemotePort`,
    bool: `IsLocalAdmin`,
    dynamic: `AdditionalFields`,
  }),
};

/** What is known of a device, written down again and again. */
export const deviceInfo: TableSchema = {
  name: 'DeviceInfo',
  columns: columnsOf({
    datetime: `TimeGenerated Timestamp`,
    string: `
      DeviceId DeviceName AadDeviceId AssetValue ClientVersion ConnectivityType DeviceCategory DeviceDynamicTags
      DeviceManualTags DeviceSubtype DeviceType ExclusionReason ExposureLevel JoinType MachineGroup MergedDeviceIds
      MergedToDeviceId Model OnboardingStatus OSArchitecture OSBuild OSDistribution OSPlatform OSVersion OSVersionInfo
      PublicIP RegistryDeviceTag SensorHealthState Vendor
    `,
    long: `ReportId`,
    bool: `IsAzureADJoined IsExcluded IsInternetFacing`,
    dynamic: `AdditionalFields LoggedOnUsers`,
  }),
};

/** Certificates that files are signed with. */
export const deviceFileCertificateInfo: TableSchema = {
  name: 'DeviceFileCertificateInfo',
  columns: columnsOf({
    datetime: `TimeGenerated Timestamp CertificateCountersignatureTime CertificateCreationTime CertificateExpirationTime`,
    string: `
      DeviceId DeviceName CertificateSerialNumber CrlDistributionPointUrls Issuer IssuerHash SHA1 SignatureType Signer
      SignerHash
    `,
    long: `ReportId`,
    bool: `IsRootSignerMicrosoft IsSigned IsTrusted`,
  }),
};

/** Software that is installed on devices, with its known weaknesses. */
export const deviceTvmSoftwareInventory: TableSchema = {
  name: 'DeviceTvmSoftwareInventory',
  columns: columnsOf({
    datetime: `Timestamp TimeGenerated EndOfSupportDate`,
    string: `
      DeviceId DeviceName EndOfSupportStatus OSArchitecture OSPlatform OSVersion ProductCodeCpe SoftwareName
      SoftwareVendor SoftwareVersion
    `,
  }),
};
