import type { Json } from '../../kql/ast.ts';
import { printName } from '../../kql/print/name.ts';
import { printQuery } from '../../kql/print/query.ts';
import { printJson } from '../artefacts/json.ts';
import { printYaml } from '../artefacts/yaml.ts';
import { DEFAULTS, declarationOf, type ParserFunction } from './parser-function.ts';

export const FORM_NAMES = ['kql', 'yaml', 'arm'] as const;
export type FormName = (typeof FORM_NAMES)[number];

/** How functions are written down. */
export interface Form {
  /** One line of help. */
  readonly description: string;
  readonly extension: '.kql' | '.yaml' | '.json';
  /** One or several as a text that one file can hold. */
  readonly print: (functions: readonly ParserFunction[]) => string;
}

/** All forms. A new one is a line here. */
export const forms: Readonly<Record<FormName, Form>> = {
  kql: {
    description: 'KQL that names the functions in front of a query',
    extension: '.kql',
    print: (functions) => `${functions.map(statementOf).join('\n\n')}\n`,
  },
  yaml: {
    description: "parsers in the form of Sentinel's content repository",
    extension: '.yaml',
    print: (functions) => printYaml(functions.map(contentOf)),
  },
  arm: {
    description: 'an ARM template that saves the functions in a workspace',
    extension: '.json',
    print: (functions) => printJson(templateOf(functions)),
  },
};

function bodyOf({ query }: ParserFunction): string {
  return printQuery(query).text;
}

function statementOf(each: ParserFunction): string {
  const parameters = each.parameters.map(declarationOf).join(', ');
  return `// ${each.description}\nlet ${printName(each.name)} = (${parameters}) {\n${bodyOf(each)}\n};`;
}

/** The version of what we make, and of the schema that it follows. */
const VERSION = '0.1.0';
const SCHEMA = { Schema: 'ProcessEvent', Version: '0.1.4' };

function contentOf(each: ParserFunction): Json {
  return {
    Parser: { Title: each.title, Version: VERSION },
    Product: { Name: 'Linux audit' },
    Normalization: SCHEMA,
    References: [
      { Title: 'ASIM Process Schema', Link: 'https://aka.ms/ASimProcessEventDoc' },
      { Title: 'ASIM', Link: 'https://aka.ms/AboutASIM' },
    ],
    Description: each.description,
    ParserName: each.name,
    ParserParams: each.parameters.map(({ name, type }) => ({
      Name: name,
      Type: type,
      Default: type === 'bool' ? false : DEFAULTS[type],
    })),
    ParserQuery: bodyOf(each),
  };
}

function templateOf(functions: readonly ParserFunction[]): Json {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: {
      workspaceName: {
        type: 'string',
        metadata: { description: 'The Log Analytics workspace with Microsoft Sentinel, in this resource group' },
      },
    },
    resources: functions.map((each) => ({
      type: 'Microsoft.OperationalInsights/workspaces/savedSearches',
      apiVersion: '2020-08-01',
      name: `[concat(parameters('workspaceName'), '/${each.name}')]`,
      properties: {
        etag: '*',
        displayName: each.title,
        category: 'ASIM',
        functionAlias: each.name,
        query: bodyOf(each),
        version: 1,
        functionParameters: each.parameters.map(declarationOf).join(','),
      },
    })),
  };
}
