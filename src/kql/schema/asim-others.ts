import { columnsOf, type TableSchema } from './table.ts';

const common = `
  Type EventMessage EventType EventSubType EventResult EventResultDetails EventSeverity EventUid EventOriginalUid
  EventOriginalType EventProduct EventProductVersion EventVendor EventSchema EventSchemaVersion EventReportUrl
  Dvc DvcIpAddr DvcHostname DvcDomain DvcDomainType DvcFQDN DvcId DvcIdType DvcAction DvcOs DvcOsVersion User Hash
  HashType Rule RuleName Src Dst
`;

/** The columns of ASIM's file events that rules about files ask for. */
export const imFileEvent: TableSchema = {
  name: 'imFileEvent',
  columns: columnsOf({
    datetime: `TimeGenerated EventStartTime EventEndTime TargetFileCreationTime SrcFileCreationTime`,
    string: `${common}
      ActorUserId ActorUserIdType ActorUsername ActorUsernameType ActorSessionId ActingProcessName
      ActingProcessCommandLine ActingProcessId ActingProcessGuid FileName FilePath Process CommandLine
      TargetFileDirectory TargetFileExtension TargetFileMimeType TargetFileName TargetFilePath TargetFilePathType
      TargetFileMD5 TargetFileSHA1 TargetFileSHA256 TargetFileSHA512 SrcFileDirectory SrcFileExtension SrcFileName
      SrcFilePath SrcFilePathType SrcFileMD5 SrcFileSHA1 SrcFileSHA256 SrcFileSHA512 SrcIpAddr
    `,
    int: `EventCount`,
    long: `TargetFileSize SrcFileSize`,
    dynamic: `AdditionalFields`,
  }),
};

/** The columns of ASIM's network sessions that rules about connections ask for. */
export const imNetworkSession: TableSchema = {
  name: 'imNetworkSession',
  columns: columnsOf({
    datetime: `TimeGenerated EventStartTime EventEndTime`,
    string: `${common}
      NetworkApplicationProtocol NetworkProtocol NetworkProtocolVersion NetworkDirection NetworkSessionId Hostname IpAddr
      SrcIpAddr SrcHostname SrcDomain SrcFQDN SrcUserId SrcUsername SrcProcessName SrcProcessId SrcProcessGuid SrcMacAddr
      DstIpAddr DstHostname DstDomain DstFQDN DstUserId DstUsername DstProcessName DstProcessId DstProcessGuid DstMacAddr
    `,
    int: `EventCount SrcPortNumber DstPortNumber NetworkDuration`,
    long: `SrcBytes DstBytes NetworkBytes SrcPackets DstPackets NetworkPackets`,
    dynamic: `AdditionalFields`,
  }),
};
