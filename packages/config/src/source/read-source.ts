/** Reads one file into a {@link SourceFile}. A file that cannot be read is reported and has no document. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { errorText } from '@hookline/core/errors';
import { foreignHooks } from '../hooks-json/own-lines.ts';
import type { Loading } from '../loading.ts';
import type { Path } from '../report/path.ts';
import { codeNames } from '../trust/code-names.ts';
import { verified } from '../trust/verified-import.ts';
import { importCode } from './import-code.ts';
import { importFailure, placeInCode } from './import-failure.ts';
import { parseText, SyntaxProblem } from './parse.ts';
import { AGENT_HOOKS_JSON_NAME } from './places.ts';
import { plainCopy } from './plain-data.ts';
import { formatOf, type PresetLink, type Scope, type SourceFile } from './source-file.ts';

/** A file to read. */
export interface SourceRequest {
  readonly file: string;
  readonly layer: string;
  readonly scope: Scope;
  readonly prefix?: Path;
  /** The layers that lead to a preset, outermost first. */
  readonly via?: readonly string[];
  /** For a preset. */
  readonly preset?: PresetLink;
  /** The text, when it was read already. */
  readonly text?: string;
}

const FORMAT_NAMES = { toml: 'TOML', json: 'JSON', yaml: 'YAML', code: 'JavaScript' } as const;

/** More than anybody writes. A larger one would take longer to read than the agent waits for a hook, and then lets pass. */
const MOST_BYTES = 1024 * 1024;

/** Whether a configuration is too large to be read; says so. What it may have required is not known. */
export function isTooLarge(file: string, { inputs, required, report }: Loading): boolean {
  const { size = 0 } = inputs.stat(file) ?? {};
  if (size <= MOST_BYTES) return false;
  required.anything();
  report.inFile(file, {
    code: 'HOOKLINE_CONFIG_UNREADABLE',
    message: `The file was not read, because it has ${size} bytes.`,
    expected: `at most ${MOST_BYTES} bytes`,
    fix: 'Take out what is no configuration.',
  });
  return true;
}

function textOf(request: SourceRequest, loading: Loading): string | undefined {
  if (request.text !== undefined) return request.text;
  if (isTooLarge(request.file, loading)) return undefined;
  try {
    return readFileSync(request.file, 'utf8');
  } catch (error) {
    loading.required.anything();
    loading.report.inFile(request.file, {
      code: 'HOOKLINE_CONFIG_UNREADABLE',
      message: `The file could not be read: ${errorText(error)}.`,
    });
    return undefined;
  }
}

async function evaluate(source: SourceFile, loading: Loading): Promise<unknown> {
  const { report, required, inputs, options } = loading;
  const { ledger } = loading;
  const isProject = source.scope === 'project';
  if (ledger && isProject) ledger.configCode(source.file, source.text);
  if (!options.runCode || (isProject && !loading.mayImport())) {
    loading.complete = false;
    if (ledger && isProject) codeNames(source, ledger, loading);
    required.unreadable(source.text);
    report.inFile(source.file, {
      severity: 'warning',
      message: 'This configuration was not read, because it is code and running code is not allowed here.',
    });
    return undefined;
  }
  try {
    const { module, files } = await verified(isProject ? ledger : undefined, () =>
      importCode(source.file, inputs.stat(source.file)?.ctimeMs ?? 0),
    );
    for (const file of files) inputs.stat(file);
    if (module['default'] !== undefined) return module['default'];
    report.inFile(source.file, {
      message: 'This module has no default export.',
      fix: 'Write export default defineConfig({ … })',
    });
  } catch (error) {
    report.inFile(
      source.file,
      {
        code: error instanceof SyntaxError ? 'HOOKLINE_CONFIG_SYNTAX' : 'HOOKLINE_CONFIG_UNREADABLE',
        ...importFailure('This configuration', error, source.file, source, loading),
      },
      placeInCode(error, source.file),
    );
  }
  required.unreadable(source.text);
  return undefined;
}

async function parse(source: SourceFile, loading: Loading): Promise<unknown> {
  if (source.format === 'code') return evaluate(source, loading);
  try {
    return await parseText(source.format, source.text);
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    loading.required.unreadable(source.text);
    loading.report.inFile(
      source.file,
      {
        code: 'HOOKLINE_CONFIG_SYNTAX',
        message: `This is not well-formed ${FORMAT_NAMES[source.format]}: ${error.message}.`,
        ...(error.fix === undefined ? {} : { fix: error.fix }),
      },
      error.position,
    );
    return undefined;
  }
}

function innerDocument(whole: unknown, prefix: Path): unknown {
  let value = whole;
  for (const part of prefix) value = (value as Record<string | number, unknown> | null | undefined)?.[part];
  return value;
}

/** Reads and parses a file; undefined when it cannot even be opened. */
export async function readSource(request: SourceRequest, loading: Loading): Promise<SourceFile | undefined> {
  loading.inputs.stat(request.file);
  const text = textOf(request, loading)?.replace(/^\uFEFF/, '');
  if (text === undefined) return undefined;
  const { file, layer, scope, via, preset, prefix = [] } = request;
  const bare: SourceFile = {
    file,
    layer,
    scope,
    prefix,
    text,
    format: formatOf(file),
    ...(via ? { via } : {}),
    ...(preset ? { preset } : {}),
  };
  const { ledger } = loading;
  const isReviewed = ledger !== undefined && scope === 'project' && bare.format !== 'code';
  const isInPart = prefix.length > 0 || basename(file) === AGENT_HOOKS_JSON_NAME;
  if (isReviewed && !isInPart) ledger.config(file, text);
  const whole = await parse(bare, loading);
  if (whole === undefined) return bare;
  const { value, refusals } = plainCopy(innerDocument(whole, prefix));
  // Of a package.json only what is ours, and of the agent's file only what is not: its other changes need no approval.
  const part = isInPart && isReviewed ? (prefix.length > 0 ? value : foreignHooks(value)) : undefined;
  if (part !== undefined) ledger?.config(file, `${JSON.stringify(part, null, 2)}\n`);
  const source = { ...bare, document: value };
  for (const { path, target, message } of refusals) {
    loading.required.unreadable(text);
    loading.report.at({ source, path, target }, { message });
  }
  return source;
}
