// This script starts the engine's WebAssembly in a Web Worker, and reports if the engine crashes.
//
// The page makes one worker to run programs. When a run needs one worker for each thread, that worker asks the page to make
// them. Such a worker has the name "thread". It waits for the compiled module and for a port to the worker that it belongs
// to. It would be simpler if that worker made the others itself, but Firefox often does not start workers of workers.
"use strict";

// Timers. When a timer sets a timer, and that one sets another, browsers make them wait at least 4 ms after a few levels. A
// message between two timers resets the level. It costs a second task, so it is used for short waits only, and not at all
// if there are many workers.
const channel = new MessageChannel();
const hops = [];
channel.port1.onmessage = () => hops.shift()();
const hop = (then) => {
  hops.push(then);
  channel.port2.postMessage(0);
};

const timers = { exact: true, set: setTimeout.bind(globalThis), clear: clearTimeout.bind(globalThis), live: new Set() };

globalThis.setTimeout = (then, ms) => {
  if (!timers.exact || ms > 4) return timers.set(then, ms);
  const id = timers.set(() => hop(() => timers.live.delete(id) && then()), ms);
  timers.live.add(id);
  return id;
};

globalThis.clearTimeout = (id) => {
  timers.live.delete(id);
  timers.clear(id);
};

// block blocks this worker for some milliseconds. It sleeps if the browser allows that, and otherwise it computes until the
// time is over. Sleeping needs shared memory, which is made on first use because a page can have only a limited number.
let cell;
const block = (ms) => {
  if (cell === undefined) {
    try {
      const shared = self.crossOriginIsolated ? new SharedArrayBuffer(4)
        : new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer;
      cell = new Int32Array(shared);
    } catch {
      cell = null;
    }
  }
  if (cell) {
    Atomics.wait(cell, 0, 0, ms);
    return;
  }
  for (const end = performance.now() + ms; performance.now() < end;);
};

// The interface to the engine: module is the compiled engine, exec is the link of Go's support script, and port is where the
// engine sends and receives messages.
globalThis.loopyard = { hop, block, module: undefined, exec: "", port: self };

const crash = (reason) => loopyard.port.postMessage({ kind: "crash", reason: String(reason?.message ?? reason) });

// A stack overflow is not a panic in Go. It is an error in the JavaScript code that called the program.
addEventListener("error", (event) => {
  event.preventDefault();
  crash(event.message);
});
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  crash(event.reason);
});

const compile = async (link) => {
  // Reading the cache of the service worker directly takes half the time of a request.
  const response = await self.caches?.match(link, { ignoreVary: true }) ?? await fetch(link);
  if (!response.ok) throw new Error(`worker.wasm: ${response.status} ${response.statusText}`);
  const typed = (response.headers.get("Content-Type") || "").startsWith("application/wasm");
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
};

// instantiate starts the module. It may have to wait until the browser has freed the memory of workers that have ended.
const instantiate = async (imports) => {
  for (let wait = 10; ; wait *= 2) {
    try {
      return await WebAssembly.instantiate(loopyard.module, imports);
    } catch (err) {
      if (!(err instanceof RangeError) || wait > 1000) throw err;
      await new Promise((then) => timers.set(then, wait));
    }
  }
};

const start = async () => {
  importScripts(loopyard.exec);
  // Before it exits, Go writes a panic to file 2, beginning with the reason. With a million coroutines the rest would take
  // minutes to write, so it is cut off.
  let panic = "";
  const writeSync = globalThis.fs.writeSync;
  globalThis.fs.writeSync = (fd, bytes) => {
    if (fd !== 2) return writeSync(fd, bytes);
    panic += new TextDecoder().decode(bytes);
    if (panic.length > 8000) throw new Error(panic.slice(0, 2000));
    return writeSync(fd, bytes);
  };
  const go = new Go();
  // The limit is below the 4 GiB that a module can address, so that Go collects garbage before the memory runs out.
  go.env = { GOMEMLIMIT: "3600MiB" };
  go.exit = (code) => crash(panic.slice(0, 2000).trim() || `the engine ended with code ${code}`);
  await go.run(await instantiate(go.importObject));
};

if (self.name === "thread") {
  onmessage = ({ data }) => {
    onmessage = null;
    loopyard.module = data.module;
    loopyard.exec = data.exec;
    loopyard.port = data.port;
    timers.exact = data.exact;
    start().catch(crash);
  };
} else {
  // The name of the worker has the versioned links of the files that it loads.
  const files = new URLSearchParams(self.name);
  compile(files.get("wasm")).then((module) => {
    loopyard.module = module;
    loopyard.exec = files.get("exec");
    return start();
  }).catch(crash);
}
