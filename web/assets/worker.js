// Starts the engine's WebAssembly in this Web Worker and tells the page when it ends before its time.
"use strict";

importScripts("wasm_exec.js");

const crash = (reason) => postMessage({ kind: "crash", reason: String(reason) });

// Go writes a panic to file 2 before it exits; its first lines say what happened.
let said = "";
const writeSync = globalThis.fs.writeSync;
globalThis.fs.writeSync = (fd, bytes) => {
  if (fd === 2) said = (said + new TextDecoder().decode(bytes)).slice(0, 2000);
  return writeSync(fd, bytes);
};

addEventListener("unhandledrejection", (event) => crash(event.reason));

const go = new Go();
go.exit = (code) => crash(said.trim() || `the engine ended with code ${code}`);

const start = async () => {
  const response = await fetch("worker.wasm");
  if (!response.ok) throw new Error(`worker.wasm: ${response.status} ${response.statusText}`);
  const typed = (response.headers.get("Content-Type") || "").startsWith("application/wasm");
  const { instance } = typed
    ? await WebAssembly.instantiateStreaming(response, go.importObject)
    : await WebAssembly.instantiate(await response.arrayBuffer(), go.importObject);
  await go.run(instance);
};

start().catch(crash);
