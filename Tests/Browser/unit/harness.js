// The smallest test runner: named functions, results for the browser test to read.

const tests = [];

export function test(name, run) {
  tests.push({ name, run });
}

export function equal(found, expected, what = "") {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what} expected ${right}, found ${left}`);
}

export function truthy(value, what) {
  if (!value) throw new Error(what);
}

export function throws(run, what) {
  try {
    run();
  } catch {
    return;
  }
  throw new Error(`${what}: nothing was thrown`);
}

/** Runs everything; the results are on `window.unitResults`. */
export async function runAll() {
  const results = [];
  for (const { name, run } of tests) {
    try {
      await run();
      results.push({ name, error: null });
    } catch (error) {
      results.push({ name, error: String(error?.message ?? error) });
    }
  }
  window.unitResults = results;
  document.body.textContent = results.map((result) => `${result.error === null ? "ok" : "FAILED"} ${result.name} ${result.error ?? ""}`).join("\n");
}
