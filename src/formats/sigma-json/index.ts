import { ndjsonFormat } from '../structured/ndjson.ts';
import { layoutOf } from './layout.ts';
import { partsOf, textIn } from './parts.ts';
import { readRecord } from './record.ts';

/** Process creations as NDJSON with the field names of Sigma's taxonomy, which are Sysmon's. */
export const sigmaJson = ndjsonFormat({
  name: 'sigma-json',
  description: "process events with Sigma's field names, one JSON object a line (flat, or below Event and EventData)",
  gives: 'whole events; the parent from ParentImage and its like, nothing above it',
  tellsRecords: false,
  looksLike: (object) => {
    const parts = partsOf(object);
    const has = (field: string): boolean => textIn(parts, [field]) !== undefined;
    return SUBJECTS.some(has) && COMPANIONS.some(has);
  },
  layout: layoutOf,
  read: readRecord,
});

const SUBJECTS = ['Image', 'CommandLine'];
/** Fields of which one stands beside an image or a command line in any record that Sigma rules can use. */
const COMPANIONS = ['Image', 'ParentImage', 'ParentCommandLine', 'ProcessId', 'ProcessGuid', 'CurrentDirectory'];
