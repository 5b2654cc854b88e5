
// This runs in the head, before anything is drawn: what takes long begins here, while the page is still being read.

// The page is pre-rendered with the run of an address without a link. Any other one must not show it, nor in other
// colors than the link's; app.css has the rest.
if (location.hash.length > 1) {
  document.documentElement.dataset.link = "";
  const theme = /[#&]theme=(light|dark)(&|$)/.exec(location.hash);
  if (theme) document.documentElement.dataset.theme = theme[1];
}

const program = typeof WebAssembly === "object" ? compile() : Promise.reject(new Error("this browser has no WebAssembly"));
program.catch(() => {}); // start tells of it

// The engine's worker starts beside the page's program, which takes it over with what it has said by then.
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
  // The page's program tries again, and tells why it cannot.
}

// The names that start with goapp are the contract with go-app's Go side, which looks them up on window.
var goappNav = () => {};
var goappOnUpdate = () => {};
var goappOnAppInstallChange = () => {};

function goappGetenv(name) {
  return SITE.env[name];
}

// Installing as an app. A browser offers it by an event that has to be kept until the visitor asks.

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

// The service worker. It is registered when the page is complete, so that the two do not share a slow line.

async function keepOffline() {
  if (!("serviceWorker" in navigator)) {
    return; // not a secure context: the page works, online only
  }
  try {
    const kept = await navigator.serviceWorker.register(SITE.worker, { scope: SITE.base, updateViaCache: "none" });
    kept.addEventListener("updatefound", () => {
      const next = kept.installing;
      next.addEventListener("statechange", () => {
        // Without a controller this is the first visit and no update.
        if (next.state === "installed" && navigator.serviceWorker.controller) {
          goappOnUpdate();
        }
      });
    });
  } catch (err) {
    console.warn("loopyard: no offline use:", err);
  }
}

// The program. data-program on <html> says how far it is: starting, running or failed.

function tell(state, text) {
  const loader = document.getElementById("app-wasm-loader");
  document.documentElement.dataset.program = state;
  document.getElementById("app-wasm-loader-label").textContent = text;
  loader.hidden = text === "";
}

async function compile() {
  // Straight from the service worker's cache it comes in half the time.
  const kept = navigator.serviceWorker?.controller && await caches.match(SITE.wasm, { ignoreVary: true });
  const response = kept || await fetch(SITE.wasm);
  if (!response.ok) {
    throw new Error(`the server answered ${response.status} for the program`);
  }
  if (response.headers.get("Content-Type") === "application/wasm") {
    return await WebAssembly.compileStreaming(response);
  }
  // Some file servers do not know the type, which streaming insists on.
  return await WebAssembly.compile(await response.arrayBuffer());
}

// whenMounted calls back once go-app has put the page in the place of the pre-rendered one, which is the body's first child.
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
  if (lines) loopyard.reveal(lines, ".now"); // as it will be
  const slow = setTimeout(() => tell("starting", "Still starting. A slow line can take a minute…"), 8000);
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
  tell("failed", ended + " Reload the page to try again.");
}

document.addEventListener("DOMContentLoaded", start);
