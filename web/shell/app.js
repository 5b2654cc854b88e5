
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

// The service worker. It is registered after the program was fetched, so that the two do not share a slow line.

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

const loader = document.getElementById("app-wasm-loader");

function tell(state, text) {
  document.documentElement.dataset.program = state;
  document.getElementById("app-wasm-loader-label").textContent = text;
  loader.hidden = text === "";
}

async function compile(imports) {
  const response = await fetch(SITE.wasm);
  if (!response.ok) {
    throw new Error(`the server answered ${response.status} for the program`);
  }
  if (response.headers.get("Content-Type") === "application/wasm") {
    return await WebAssembly.instantiateStreaming(response, imports);
  }
  // Some file servers do not know the type, which streaming insists on.
  return await WebAssembly.instantiate(await response.arrayBuffer(), imports);
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
  const slow = setTimeout(() => tell("starting", "Still starting. A slow line can take a minute…"), 8000);
  let ended;
  try {
    if (typeof WebAssembly !== "object") {
      throw new Error("this browser has no WebAssembly");
    }
    const go = new Go();
    const exit = new Promise((resolve) => { go.exit = resolve; });
    const { instance } = await compile(go.importObject);
    clearTimeout(slow);
    whenMounted(() => tell("running", ""));
    const run = go.run(instance);
    keepOffline();
    await run;
    ended = `Loopyard stopped working (exit code ${await exit}).`;
  } catch (err) {
    console.error("loopyard:", err);
    ended = `Loopyard could not start: ${err.message ?? err}.`;
  }
  clearTimeout(slow);
  tell("failed", ended + " Reload the page to try again.");
}

start();
