
// This script starts the page's program. It runs in the head, before anything is drawn, so that the download begins early.

// The page is pre-rendered with the default run. An address with a link must not show that run, and it may set the colors.
// app.css hides the run.
if (location.hash.length > 1) {
  document.documentElement.dataset.link = "";
  const theme = /[#&]theme=(light|dark)(&|$)/.exec(location.hash);
  if (theme) document.documentElement.dataset.theme = theme[1];
}

const program = typeof WebAssembly === "object" ? compile() : Promise.reject(new Error("this browser does not support WebAssembly"));
program.catch(() => {}); // start reports the error

// The engine's worker starts at the same time as the page's program, which takes it over together with its messages.
var firstWorker = null;
try {
  const [link, files] = SITE.env.LOOPYARD_WORKER.split("#");
  firstWorker = { worker: new Worker(link, { name: files }), said: [] };
  firstWorker.worker.onmessage = (event) => firstWorker.said.push(event.data);
  firstWorker.worker.onerror = (event) => {
    event.preventDefault();
    firstWorker.said.push({ kind: "crash", reason: event.message || "it could not be loaded" });
  };
} catch {
  // The page's program tries again and reports the error.
}

// go-app looks up the names that begin with goapp on window.
var goappNav = () => {};
var goappOnUpdate = () => {};
var goappOnAppInstallChange = () => {};

function goappGetenv(name) {
  return SITE.env[name];
}

// Installing as an app. The browser offers it with an event, which is kept until the visitor wants to install.

let installOffer = null;

window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installOffer = event;
  goappOnAppInstallChange();
});

window.addEventListener("appinstalled", () => {
  installOffer = null;
  goappOnAppInstallChange();
});

function goappIsAppInstalled() {
  return window.matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
}

function goappIsAppInstallable() {
  return installOffer !== null && !goappIsAppInstalled();
}

async function goappShowInstallPrompt() {
  const offer = installOffer;
  installOffer = null;
  await offer?.prompt();
}

// The service worker. It is registered when the page is complete, so that its downloads do not delay the page.

async function keepOffline() {
  if (!("serviceWorker" in navigator)) {
    return; // the context is not secure, so the page works online only
  }
  try {
    const kept = await navigator.serviceWorker.register(SITE.worker, { scope: SITE.base, updateViaCache: "none" });
    kept.addEventListener("updatefound", () => {
      const next = kept.installing;
      next.addEventListener("statechange", () => {
        // Without a controller this is the first visit and not an update.
        if (next.state === "installed" && navigator.serviceWorker.controller) {
          goappOnUpdate();
        }
      });
    });
  } catch (err) {
    console.warn("loopyard: the page will not work offline:", err);
  }
}

// The program. data-program on <html> has its state: starting, running or failed.

function tell(state, text) {
  const loader = document.getElementById("app-wasm-loader");
  document.documentElement.dataset.program = state;
  document.getElementById("app-wasm-loader-label").textContent = text;
  loader.hidden = text === "";
}

async function compile() {
  // Reading the cache of the service worker directly takes half the time of a request.
  const kept = navigator.serviceWorker?.controller && await caches.match(SITE.wasm, { ignoreVary: true });
  const response = kept || await fetch(SITE.wasm);
  if (!response.ok) {
    throw new Error(`the server answered ${response.status} for the program`);
  }
  if (response.headers.get("Content-Type") === "application/wasm") {
    return await WebAssembly.compileStreaming(response);
  }
  // Compiling a stream requires the right type, which some file servers do not know.
  return await WebAssembly.compile(await response.arrayBuffer());
}

// whenMounted calls then when go-app has replaced the pre-rendered page, which is the first child of the body.
function whenMounted(then) {
  const preRendered = document.body.firstElementChild;
  const observer = new MutationObserver(() => {
    if (document.body.firstElementChild !== preRendered) {
      observer.disconnect();
      then();
    }
  });
  observer.observe(document.body, { childList: true });
}

async function start() {
  tell("starting", "Starting…");
  const lines = document.getElementById("console-lines");
  if (lines) loopyard.reveal(lines, ".now"); // as the page will do
  const slow = setTimeout(() => tell("starting", "Still starting. On a slow connection this can take a minute…"), 8000);
  let ended;
  try {
    const go = new Go();
    const exit = new Promise((resolve) => { go.exit = resolve; });
    const instance = await WebAssembly.instantiate(await program, go.importObject);
    clearTimeout(slow);
    whenMounted(() => {
      delete document.documentElement.dataset.link;
      tell("running", "");
      keepOffline();
    });
    await go.run(instance);
    ended = `Loopyard stopped working (exit code ${await exit}).`;
  } catch (err) {
    console.error("loopyard:", err);
    ended = `Loopyard could not start: ${err.message ?? err}.`;
  }
  clearTimeout(slow);
  tell("failed", typeof WebAssembly === "object" ? ended + " Reload the page to try again." : ended);
}

document.addEventListener("DOMContentLoaded", start);
