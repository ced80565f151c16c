// Which property names the session code may have shortened: members of our own classes and interfaces
// that nobody outside the session code knows. Names are never told apart by type, so a name is left alone
// wherever it could mean something else as well:
//   - it belongs to the browser or the language (TypeScript's own declarations name them all)
//   - it is on the wire, in storage, in the page's API, or between loader and session (`outside`)
//   - it stands in a string, which may be a key: `'children' in node`, `Kind[kind]`
//   - it is a key of a table: an object literal at the top of a module
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';

const folders = ['snippet/src/session', 'mirror/src/capture', 'mirror/src/wire', 'protocol/src'];
const outside = [
  'protocol/src/messages.ts',
  'snippet/src/api.ts',
  'snippet/src/link.ts',
  'snippet/src/loader/record.ts',
  'mirror/src/capture/options.ts',
  'mirror/src/capture/embedding.ts',
];

/** A pattern of exactly those names, for esbuild's `mangleProps`. */
export function shortNames(root) {
  const ours = new Set();
  const taken = new Set();
  for (const file of folders.flatMap((folder) => sources(join(root, folder)))) {
    visit(parse(file), ours, taken);
  }
  for (const file of outside) visit(parse(join(root, file)), taken, taken);
  const library = createRequire(import.meta.url)
    .resolve('typescript')
    .replace(/[^\\/]+$/, '');
  for (const name of readdirSync(library)) {
    if (/^lib\..*\.d\.ts$/.test(name)) visit(parse(join(library, name)), taken, taken);
  }
  const names = [...ours].filter((name) => name.length > 2 && !taken.has(name));
  return new RegExp(`^(?:${names.join('|')})$`);
}

function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function parse(file) {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** Puts names of members into `members`, and what may be a key, or a global, into `taken`. */
function visit(node, members, taken) {
  if (ts.isAsExpression(node)) {
    // What is claimed of a value there is the browser's, and newer than TypeScript's declarations.
    visit(node.expression, members, taken);
    visit(node.type, taken, taken);
    return;
  }
  if (
    ts.isClassElement(node) ||
    ts.isTypeElement(node) ||
    ts.isParameterPropertyDeclaration(node, node.parent)
  ) {
    if (node.name && ts.isIdentifier(node.name)) members.add(node.name.text);
  } else if (ts.isStringLiteralLike(node)) {
    taken.add(node.text);
  } else if (ts.isObjectLiteralElement(node) && isTable(node.parent)) {
    if (node.name) taken.add(node.name.text);
  } else if (ts.isVariableDeclaration(node) && node.getSourceFile().isDeclarationFile) {
    if (ts.isIdentifier(node.name)) taken.add(node.name.text);
  }
  ts.forEachChild(node, (child) => visit(child, members, taken));
}

function isTable(literal) {
  for (let at = literal.parent; at; at = at.parent) {
    if (ts.isFunctionLike(at) || ts.isClassLike(at)) return false;
  }
  return true;
}
