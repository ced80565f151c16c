// Turns the session code's classes into functions around variables. The browser sees no difference, and
// nobody outside a class can: `new` gets an object with its public members. But every use of a field or a
// private method is then a name of one letter, where a class says `this.#` before it, and what is used once
// is put in its place. A class that does more than that (inheritance, setters, statics, another instance's
// private members) stays a class.
import ts from 'typescript';

const { SyntaxKind } = ts;

/** The text of a module with its classes so turned. */
export function closeClasses(text, path) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const edits = [];
  for (const statement of file.statements) {
    if (!ts.isClassDeclaration(statement) || !statement.name) continue;
    try {
      edits.push(...closeClass(statement, file));
    } catch (reason) {
      if (!(reason instanceof StaysClass)) throw reason;
    }
  }
  edits.sort((a, b) => b.from - a.from || b.to - a.to);
  for (const { from, to, put } of edits) text = text.slice(0, from) + put + text.slice(to);
  return text;
}

class StaysClass extends Error {}

function stays(when, why) {
  if (when) throw new StaysClass(why);
}

const isPrivateName = (name) => ts.isPrivateIdentifier(name);
const has = (node, kind) => node.modifiers?.some((modifier) => modifier.kind === kind) ?? false;
const variableOf = (name) => (isPrivateName(name) ? `${name.text.slice(1)}$1` : `${name.text}$2`);

function closeClass(declaration, file) {
  const edits = [];
  const edit = (from, to, put) => edits.push({ from, to, put });
  const start = (node) => node.getStart(file);
  stays(
    declaration.heritageClauses?.some((c) => c.token === SyntaxKind.ExtendsKeyword),
    'extends',
  );

  /** By name as it is written: what stands for it, whether it is a getter. */
  const members = new Map();
  const shown = [];
  let maker = null;
  for (const member of declaration.members) {
    stays(has(member, SyntaxKind.StaticKeyword), 'static');
    if (ts.isConstructorDeclaration(member)) {
      stays(maker, 'overloads');
      maker = member;
      continue;
    }
    stays(
      !ts.isPropertyDeclaration(member) &&
        !ts.isMethodDeclaration(member) &&
        !ts.isGetAccessorDeclaration(member),
      'setter',
    );
    stays(!ts.isIdentifier(member.name) && !isPrivateName(member.name), 'computed');
    const entry = {
      variable: variableOf(member.name),
      getter: ts.isGetAccessorDeclaration(member),
      member,
      fixed: !ts.isPropertyDeclaration(member) || has(member, SyntaxKind.ReadonlyKeyword),
    };
    members.set(member.name.text, entry);
    if (!isPrivateName(member.name) && !has(member, SyntaxKind.PrivateKeyword)) {
      shown.push([member.name.text, entry]);
    }
  }

  const parameters = [];
  const merged = new Set();
  for (const parameter of maker?.parameters ?? []) {
    if (ts.isObjectBindingPattern(parameter.name)) {
      for (const { name, propertyName, dotDotDotToken, initializer } of parameter.name.elements) {
        stays(!ts.isIdentifier(name) || dotDotDotToken || initializer, 'pattern');
        parameters.push({ name, put: `${name.text}$0`, pattern: !propertyName });
      }
      continue;
    }
    stays(!ts.isIdentifier(parameter.name), 'pattern');
    const { name } = parameter;
    if (!parameter.modifiers?.length) {
      parameters.push({ name, put: `${name.text}$0` });
      continue;
    }
    const entry = {
      variable: variableOf(name),
      getter: false,
      fixed: has(parameter, SyntaxKind.ReadonlyKeyword),
    };
    members.set(name.text, entry);
    if (!has(parameter, SyntaxKind.PrivateKeyword)) shown.push([name.text, entry]);
    parameters.push({ name, put: entry.variable });
    edit(start(parameter), start(name), '');
  }

  // `this.#link = link`: the parameter is the variable.
  const dropped = new Set();
  for (const statement of maker?.body.statements ?? []) {
    const { expression } = statement;
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(expression)) continue;
    const { left, operatorToken, right } = expression;
    if (operatorToken.kind !== SyntaxKind.EqualsToken || !ts.isIdentifier(right)) continue;
    if (!ts.isPropertyAccessExpression(left) || left.expression.kind !== SyntaxKind.ThisKeyword) {
      continue;
    }
    const entry = members.get(left.name.text);
    const parameter = parameters.find(
      ({ name, put }) => name.text === right.text && put.endsWith('$0'),
    );
    if (!entry?.member || entry.member.initializer || !parameter) continue;
    parameter.put = entry.variable;
    merged.add(entry);
    dropped.add(statement);
    edit(start(statement), statement.end, '');
  }

  for (const { name, put, pattern } of parameters) {
    edit(start(name), name.end, pattern ? `${name.text}: ${put}` : put);
  }
  const renamed = new Map(parameters.map(({ name, put }) => [name.text, put]));

  let usesSelf = false;
  function visit(node, inMaker) {
    if (dropped.has(node)) return;
    if (ts.isClassLike(node)) stays(true, 'a class inside');
    const ownThis =
      ts.isFunctionExpression(node) ||
      ts.isFunctionDeclaration(node) ||
      (ts.isObjectLiteralElement(node) && ts.isFunctionLike(node));
    if (ownThis) stays(mentionsThis(node), 'this of another');
    if (ts.isPropertyAccessExpression(node)) {
      if (node.expression.kind === SyntaxKind.ThisKeyword) {
        const entry = members.get(node.name.text);
        stays(!entry, 'unknown member');
        edit(start(node), node.end, entry.getter ? `${entry.variable}()` : entry.variable);
        return;
      }
      stays(isPrivateName(node.name), 'private of another');
    } else if (
      ts.isVariableDeclaration(node) &&
      node.initializer?.kind === SyntaxKind.ThisKeyword
    ) {
      stays(!ts.isObjectBindingPattern(node.name), 'self');
      const parts = node.name.elements.map(
        ({ name, propertyName, dotDotDotToken, initializer }) => {
          const entry = members.get((propertyName ?? name).text);
          stays(!ts.isIdentifier(name) || dotDotDotToken || initializer || !entry, 'pattern');
          return `${name.text} = ${entry.variable}${entry.getter ? '()' : ''}`;
        },
      );
      edit(start(node), node.end, parts.join(', '));
      return;
    } else if (node.kind === SyntaxKind.ThisKeyword) {
      stays(inMaker, 'self in the making');
      usesSelf = true;
      edit(start(node), node.end, 'self$');
    } else if (inMaker && ts.isIdentifier(node) && renamed.has(node.text)) {
      rename(node);
    }
    ts.forEachChild(node, (child) => visit(child, inMaker));
  }
  function rename(node) {
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return;
    if (ts.isPropertyAssignment(parent) && parent.name === node) return;
    if (ts.isMethodDeclaration(parent) && parent.name === node) return;
    if (isInType(node)) return;
    stays(
      (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) &&
        parent.name === node,
      'shadowed',
    );
    stays(ts.isBindingElement(parent), 'shadowed');
    const put = renamed.get(node.text);
    edit(
      start(node),
      node.end,
      ts.isShorthandPropertyAssignment(parent) ? `${node.text}: ${put}` : put,
    );
  }

  for (const member of declaration.members) {
    if (member === maker) continue;
    const entry = members.get(member.name.text);
    if (ts.isPropertyDeclaration(member)) {
      if (merged.has(entry)) {
        edit(start(member), member.end, '');
        continue;
      }
      const after = member.questionToken ?? member.exclamationToken ?? member.name;
      edit(start(member), after.end, `let ${entry.variable}`);
      if (member.initializer) visit(member.initializer, false);
    } else {
      const head = has(member, SyntaxKind.AsyncKeyword) ? 'async function' : 'function';
      edit(
        start(member),
        member.name.end,
        `${head}${member.asteriskToken ? '*' : ''} ${entry.variable}`,
      );
      for (const parameter of member.parameters) visit(parameter, false);
      visit(member.body, false);
    }
  }

  // The parameters move to where the class begins; what the constructor does comes last.
  const source = file.text;
  const open = source.indexOf(
    '{',
    (declaration.heritageClauses ?? declaration.typeParameters)?.end ?? declaration.name.end,
  );
  let head = '';
  let body = '';
  if (maker) {
    for (const parameter of maker.parameters)
      if (parameter.initializer) visit(parameter.initializer, true);
    visit(maker.body, true);
    const within = (from, to) => {
      const mine = edits.filter((one) => one.from >= from && one.to <= to);
      for (const one of mine) edits.splice(edits.indexOf(one), 1);
      mine.sort((a, b) => b.from - a.from || b.to - a.to);
      let part = source.slice(from, to);
      for (const one of mine)
        part = part.slice(0, one.from - from) + one.put + part.slice(one.to - from);
      return part;
    };
    head = within(maker.parameters.pos, maker.parameters.end);
    body = within(maker.body.pos, maker.body.end);
    edit(start(maker), maker.end, '');
  }
  const keyword = declaration
    .getChildren(file)
    .find(({ kind }) => kind === SyntaxKind.ClassKeyword);
  edit(start(keyword), keyword.end, 'function');
  edit(declaration.name.end, open + 1, `(${head}) {`);
  const object = shown.map(([name, { variable, getter, fixed }]) => {
    if (getter) return `get ${name}() { return ${variable}(); }`;
    if (fixed) return `${name}: ${variable}`;
    return `get ${name}() { return ${variable}; }, set ${name}(to) { ${variable} = to; }`;
  });
  const made = `{ ${object.join(', ')} }`;
  edit(
    declaration.end - 1,
    declaration.end - 1,
    usesSelf ? `const self$ = ${made}; ${body} return self$; ` : `${body} return ${made}; `,
  );
  stays(usesSelf && body, 'self before it is made');
  return edits;
}

function mentionsThis(node) {
  return (
    node.kind === SyntaxKind.ThisKeyword ||
    !!ts.forEachChild(node, (child) => mentionsThis(child) || undefined)
  );
}

function isInType(node) {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isTypeNode(at)) return true;
    if (ts.isExpression(at) || ts.isStatement(at)) return false;
  }
  return false;
}
