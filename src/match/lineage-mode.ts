/**
 * What `Parent*` fields ask. `asim`: the acting process, or its parent, as Microsoft's conversion has it; `strict`: the
 * acting process alone; `ancestors`: the acting process or any ancestor by birth.
 */
export type LineageMode = 'asim' | 'strict' | 'ancestors';

export const LINEAGE_MODES: readonly LineageMode[] = ['asim', 'strict', 'ancestors'];
