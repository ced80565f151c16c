// Adds up the JUnit results of all suites, names every test that failed, and prints the closing line
// `N passed, N failed, N skipped`. A suite that failed without naming a failed test counts as one failure.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const folder = process.argv[2];
const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

for (const file of readdirSync(folder).filter((name) => name.endsWith('.exit'))) {
  const suite = file.slice(0, -'.exit'.length);
  const exitCode = Number(readFileSync(`${folder}/${file}`, 'utf8'));
  const results = `${folder}/${suite}.xml`;
  const failedBefore = totals.failed;
  if (existsSync(results)) {
    count(suite, readFileSync(results, 'utf8'));
  } else if (exitCode === 0) {
    totals.passed += 1;
  }
  if (exitCode !== 0 && totals.failed === failedBefore) {
    totals.failed += 1;
    failures.push(`${suite}: exit code ${exitCode}`);
  }
}

for (const failure of failures) {
  console.log(`failed: ${failure}`);
}
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;

function count(suite, xml) {
  for (const [, attributes, body] of xml.matchAll(
    /<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g,
  )) {
    if (/<(failure|error)\b/.test(body ?? '')) {
      totals.failed += 1;
      failures.push(`${suite}: ${/\bname="([^"]*)"/.exec(attributes)?.[1] ?? 'unnamed test'}`);
    } else if (/<skipped\b/.test(body ?? '')) {
      totals.skipped += 1;
    } else {
      totals.passed += 1;
    }
  }
}
