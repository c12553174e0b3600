// The direction of imports, one place. `test/boundaries.test.ts` plants a violation that this file must find.
const layers = {
  diagnostic: [],
  event: ['diagnostic'],
  sources: ['diagnostic'],
  formats: ['diagnostic', 'event', 'sources'],
  lineage: ['diagnostic', 'event'],
  sigma: ['diagnostic'],
  match: ['diagnostic', 'event', 'sigma'],
  exclusions: ['diagnostic', 'event', 'sigma', 'match'],
  kql: ['diagnostic'],
  duckdb: ['diagnostic', 'event', 'kql'],
  backends: ['diagnostic', 'event', 'sigma', 'match', 'exclusions', 'kql'],
  alerts: ['diagnostic', 'event', 'match', 'exclusions', 'sigma'],
  hunt: ['diagnostic', 'sigma', 'match', 'alerts'],
  sinks: ['diagnostic', 'event', 'alerts'],
};
const allowed = Object.entries(layers).map(([from, to]) => ({
  name: `${from}-imports-only-below`,
  comment: `src/${from}/ may import ${to.length ? to.join(', ') : 'nothing else of src/'}`,
  severity: 'error',
  from: { path: `^src/${from}/`, pathNot: '[.]test[.]ts$' },
  to: { path: '^src/', pathNot: `^src/(${[from, ...to].join('|')})/` },
}));
module.exports = {
  forbidden: [
    ...allowed,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nobody-imports-cli',
      severity: 'error',
      from: { pathNot: '^(src/cli/|test/)' },
      to: { path: '^src/cli/' },
    },
    { name: 'no-orphans-to-nowhere', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.]test[.]ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
