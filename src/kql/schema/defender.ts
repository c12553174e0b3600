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
