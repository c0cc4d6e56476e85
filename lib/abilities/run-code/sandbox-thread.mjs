import { parentPort, workerData } from "node:worker_threads";
import variant from "@jitl/quickjs-wasmfile-release-sync";
import { newQuickJSWASMModuleFromVariant, shouldInterruptAfterDeadline } from "quickjs-emscripten-core";

const mostLogs = 100;
const mostLogLength = 1000;
const mostResultLength = 4_000_000;

/** Runs one job in a fresh QuickJS; only JSON text goes in and comes out. */
async function run({ code, input, milliseconds, memoryBytes }) {
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  const runtime = quickjs.newRuntime();
  const deadline = Date.now() + milliseconds;
  const isLate = () => Date.now() > deadline;
  runtime.setMemoryLimit(memoryBytes);
  runtime.setMaxStackSize(512 * 1024);
  runtime.setInterruptHandler(shouldInterruptAfterDeadline(deadline));
  const vm = runtime.newContext();
  const logs = [];
  const log = vm.newFunction("log", (...parts) => {
    if (logs.length >= mostLogs) return;
    const line = parts.map((part) => {
      const value = vm.dump(part);
      return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
    });
    logs.push(line.join(" ").slice(0, mostLogLength));
  });
  const console = vm.newObject();
  for (const name of ["log", "info", "warn", "error", "debug"]) vm.setProp(console, name, log);
  vm.setProp(vm.global, "console", console);
  const text = vm.newString(input);
  vm.setProp(vm.global, "__input", text);
  const program = `(async (input) => {\n${code}\n})(JSON.parse(__input)).then((value) => JSON.stringify(value === undefined ? null : value) ?? "null")`;
  const failed = (handle) => ({ ok: false, error: inWords(vm.dump(handle), isLate()), logs });
  const begun = vm.evalCode(program, "code.js");
  if (begun.error) return failed(begun.error);
  const jobs = runtime.executePendingJobs();
  if (jobs.error) return failed(jobs.error);
  const state = vm.getPromiseState(begun.value);
  if (state.type === "rejected") return failed(state.error);
  if (state.type === "pending")
    return {
      ok: false,
      error: "The code waits for something that never comes. There are no timers here.",
      logs,
    };
  const result = vm.getString(state.value);
  if (result.length > mostResultLength)
    return { ok: false, error: "The result is larger than 4 MB. Return less.", logs };
  return { ok: true, result, logs };
}

function inWords(error, isLate) {
  if (isLate) return "The code took too long and was stopped.";
  if (typeof error !== "object" || error === null) return `The code threw ${String(error).slice(0, 500)}.`;
  const { name = "Error", message = "", stack = "" } = error;
  if (message === "out of memory") return "The code needs more memory than it may have.";
  if (/stack overflow|call stack/i.test(String(message))) return "The code calls itself too deeply.";
  // The code begins on the second line of what is run.
  const line = Number(/code\.js:(\d+)/.exec(String(stack))?.[1] ?? 0) - 1;
  return `${String(name)}: ${String(message)}${line > 0 ? ` (line ${line})` : ""}`.slice(0, 1000);
}

// Not disposed: the thread ends with its only job, and the memory goes with it.
parentPort?.postMessage(await run(workerData));
