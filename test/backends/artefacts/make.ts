import type { ArtefactName, Built, Subject } from '../../../src/backends/artefacts/artefact.ts';
import { targetFor } from '../../../src/backends/artefacts/in-sentinel.ts';
import { artefacts } from '../../../src/backends/artefacts/registry.ts';
import { convertRule } from '../../../src/backends/convert.ts';
import { convertCorrelation } from '../../../src/backends/correlation/convert.ts';
import type { TargetName } from '../../../src/backends/target.ts';
import { targets } from '../../../src/backends/targets/registry.ts';
import type { Diagnostic } from '../../../src/diagnostic/diagnostic.ts';
import { SourceText } from '../../../src/diagnostic/source-text.ts';
import { applicableFilters } from '../../../src/exclusions/applicable.ts';
import type { SigmaRule } from '../../../src/sigma/ir.ts';
import type { LoadedSigma } from '../../../src/sigma/load.ts';
import { loadSigma } from '../../../src/sigma/load.ts';

export function sigmaOf(...texts: readonly string[]): LoadedSigma {
  return loadSigma(
    texts.map((text, at) => new SourceText(`${at}.yml`, text)),
    { anyLogSource: true },
  );
}

/** The first correlation, or else the first rule, as a query, and what is said of that. */
export function subjectOf(
  { rules, filters, correlations }: LoadedSigma,
  target: TargetName,
  as: ArtefactName,
): { subject: Subject | undefined; diagnostics: readonly Diagnostic[] } {
  const [rule] = rules;
  if (rule === undefined) throw new Error('there is no rule');
  const settings = {
    target: targetFor(artefacts[as], targets[target]),
    lineage: 'asim',
    optimize: as !== 'query',
    builtInParser: false,
  } as const;
  const filtersOf = (each: SigmaRule) => applicableFilters(each, filters);
  const [correlation] = correlations;
  const { conversion, diagnostics } =
    correlation === undefined
      ? convertRule(rule, filtersOf(rule), settings)
      : convertCorrelation(correlation, filtersOf, settings);
  return { subject: conversion, diagnostics };
}

/** The first rule as an artefact, as `convert` makes it by default. */
export function make(sigma: LoadedSigma, target: TargetName, as: ArtefactName): Built {
  const { subject, diagnostics } = subjectOf(sigma, target, as);
  if (subject === undefined) return { made: undefined, diagnostics };
  const { made, diagnostics: more } = artefacts[as].build(subject);
  return { made, diagnostics: [...diagnostics, ...more] };
}
