// Starts the engine's WebAssembly in this Web Worker, and tells whoever it works for when it ends before its time. The
// page makes a worker to run programs. When that one asks for them it makes further workers, each for one thread: a worker
// named "thread" waits for the compiled module, and for the port to the one it works for. Workers that make workers
// themselves would be simpler, but Firefox often does not start those.
"use strict";

// Timers. A browser makes a timer that was set by a timer, some levels deep, wait 4 ms at least. A message in between
// resets the level. It costs a second task, so longer waits go without, and so do all where there are many workers.
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

// hold blocks this worker, asleep if the browser lets it. The memory for that is made when it is needed, since a page can
// have only so many.
let cell;
const hold = (ms) => {
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

// What the engine finds here. module is itself, exec the link of what joins it to the browser, and port where the worker
// of a thread sends and hears messages.
globalThis.loopyard = { hop, hold, module: undefined, exec: "", port: self };

const crash = (reason) => loopyard.port.postMessage({ kind: "crash", reason: String(reason?.message ?? reason) });

// A stack that is too deep is no panic: it comes out of whatever called the program.
addEventListener("error", (event) => {
  event.preventDefault();
  crash(event.message);
});
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  crash(event.reason);
});

const compile = async (link) => {
  // Straight from the service worker's cache, if there is one, it comes in half the time.
  const response = await self.caches?.match(link, { ignoreVary: true }) ?? await fetch(link);
  if (!response.ok) throw new Error(`worker.wasm: ${response.status} ${response.statusText}`);
  const typed = (response.headers.get("Content-Type") || "").startsWith("application/wasm");
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
};

// instantiate may have to wait until the memory of workers that were ended is free again.
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
  // Go writes a panic to file 2 before it exits; its first lines say what happened. What a million coroutines were doing
  // would take minutes to write: it is cut off.
  let said = "";
  const writeSync = globalThis.fs.writeSync;
  globalThis.fs.writeSync = (fd, bytes) => {
    if (fd !== 2) return writeSync(fd, bytes);
    said += new TextDecoder().decode(bytes);
    if (said.length > 8000) throw new Error(said.slice(0, 2000));
    return writeSync(fd, bytes);
  };
  const go = new Go();
  // Below the 4 GiB that it can address: it would rather look for garbage than grow past them.
  go.env = { GOMEMLIMIT: "3600MiB" };
  go.exit = (code) => crash(said.slice(0, 2000).trim() || `the engine ended with code ${code}`);
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
  // The page names a worker by the versioned links of the files that belong to this one.
  const files = new URLSearchParams(self.name);
  compile(files.get("wasm")).then((module) => {
    loopyard.module = module;
    loopyard.exec = files.get("exec");
    return start();
  }).catch(crash);
}
