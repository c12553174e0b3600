/** Fields of Windows process creation, beside those that every process has → what follows `TargetProcess` in ASIM. */
export const WINDOWS_ONLY: Readonly<Record<string, string>> = {
  OriginalFileName: 'FileOriginalName',
  Company: 'FileCompany',
  Description: 'FileDescription',
  Product: 'FileProduct',
  FileVersion: 'FileVersion',
  IntegrityLevel: 'IntegrityLevel',
};
