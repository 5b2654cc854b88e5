// What the page's Go program cannot do well by itself: many canvas calls at once, and a few of the browser's own ways.
// app/page/paint.go has the same numbers for what can be drawn.
"use strict";

(() => {
  const RECT = 1, ROUND = 2, CARD = 3, READY = 4, BLOCK = 5, DOTS = 6, MOVE = 7, LINE = 8, STROKE = 9, RING = 10, TEXT = 11,
    CLIP = 12, UNCLIP = 13, CLEAR = 14;
  const WORDS = 7; // op, tone, alpha and four numbers
  const TONES = ["--bg", "--panel", "--ink", "--muted", "--line", "--accent", "--warn", "--cursor", "--card", "--l0", "--l1",
    "--l2", "--l3", "--l4"];

  // What each canvas shows, to draw it again in another theme or at another density without asking Go.
  const kept = new Map();
  let colors = null;
  let fonts = null;

  const theme = () => {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(name).trim();
    colors = TONES.map(of);
    const sans = of("--sans") || "sans-serif", mono = of("--mono") || "monospace";
    fonts = [`11px ${mono}`, `600 13.5px ${sans}`, `600 12px ${sans}`, `11px ${mono}`, `11px ${mono}`];
  };

  // tile makes a hatching that is as fine on every screen.
  const tile = (ctx, size, dpr, draw) => {
    const t = document.createElement("canvas");
    t.width = t.height = Math.round(size * dpr);
    const c = t.getContext("2d");
    c.scale(t.width / size, t.height / size);
    draw(c, size);
    const pattern = ctx.createPattern(t, "repeat");
    pattern.setTransform(new DOMMatrix().scale(size / t.width));
    return pattern;
  };

  const diagonal = (c, n, up) => {
    c.beginPath();
    for (const d of [-n, 0, n]) {
      c.moveTo(d - 1, up ? n + 1 : -1);
      c.lineTo(d + n + 1, up ? -1 : n + 1);
    }
    c.stroke();
  };

  const readyTile = (ctx, dpr) => tile(ctx, 6, dpr, (c, n) => {
    c.strokeStyle = colors[3];
    c.lineWidth = 1.2;
    diagonal(c, n, true);
  });

  const blockTile = (ctx, dpr) => tile(ctx, 9, dpr, (c, n) => {
    c.fillStyle = colors[6];
    c.fillRect(0, 0, n, n);
    c.strokeStyle = colors[1];
    c.globalAlpha = 0.55;
    c.lineWidth = 1.3;
    diagonal(c, n, false);
  });

  const round = (ctx, x, y, w, h, r) => {
    ctx.beginPath();
    ctx.roundRect(x, y, w, h, Math.min(r, w / 2, h / 2));
    ctx.fill();
  };

  const paint = (canvas) => {
    const k = kept.get(canvas);
    if (!k || !k.count) return;
    if (!colors) theme();
    const dpr = window.devicePixelRatio || 1;
    const w = Math.round(k.width * dpr), h = Math.round(k.height * dpr);
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
    }
    const ctx = canvas.getContext("2d");
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    const v = new Float32Array(k.bytes.buffer, 0, k.count);
    let ready = null, block = null;
    for (let i = 0; i < k.count; i += WORDS) {
      const op = v[i], x = v[i + 3], y = v[i + 4], a = v[i + 5], b = v[i + 6];
      ctx.globalAlpha = v[i + 2];
      switch (op) {
        case RECT:
          ctx.fillStyle = colors[v[i + 1]];
          ctx.fillRect(x, y, a, b);
          break;
        case ROUND:
          ctx.fillStyle = colors[v[i + 1]];
          if (a < 5) ctx.fillRect(x, y, a, b);
          else round(ctx, x, y, a, b, 3);
          break;
        case CARD:
          ctx.fillStyle = colors[v[i + 1]];
          round(ctx, x, y, a, b, b > 40 ? 8 : b > 17 ? 9 : 4);
          break;
        case READY:
          ctx.fillStyle = ready ??= readyTile(ctx, dpr);
          ctx.fillRect(x, y, a, b);
          break;
        case BLOCK:
          ctx.fillStyle = block ??= blockTile(ctx, dpr);
          round(ctx, x, y, a, b, 3);
          break;
        case DOTS:
          ctx.strokeStyle = colors[v[i + 1]];
          ctx.lineWidth = 1.5;
          ctx.setLineDash([2, 3]);
          ctx.beginPath();
          ctx.moveTo(x, y);
          ctx.lineTo(x + a, y);
          ctx.stroke();
          ctx.setLineDash([]);
          break;
        case MOVE:
          ctx.beginPath();
          ctx.moveTo(x, y);
          break;
        case LINE:
          ctx.lineTo(x, y);
          break;
        case STROKE:
          ctx.strokeStyle = colors[v[i + 1]];
          ctx.lineWidth = a;
          ctx.stroke();
          break;
        case RING:
          ctx.strokeStyle = colors[v[i + 1]];
          ctx.lineWidth = b;
          ctx.beginPath();
          ctx.arc(x, y, a, 0, 2 * Math.PI);
          ctx.stroke();
          break;
        case TEXT:
          ctx.fillStyle = colors[v[i + 1]];
          ctx.font = fonts[b];
          ctx.textAlign = b === 3 ? "center" : b === 4 ? "right" : "left";
          ctx.fillText(k.texts[a], x, y);
          break;
        case CLIP:
          ctx.save();
          ctx.beginPath();
          ctx.rect(x, y, a, b);
          ctx.clip();
          break;
        case UNCLIP:
          ctx.restore();
          break;
        case CLEAR:
          ctx.clearRect(x, y, a, b);
          break;
      }
    }
  };

  const again = () => {
    theme();
    for (const canvas of kept.keys()) {
      if (canvas.isConnected) paint(canvas);
      else kept.delete(canvas);
    }
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  const density = () => {
    matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener("change", () => {
      again();
      density();
    }, { once: true });
  };
  density();

  // A % that begins no escape is none that Go reads: it would find no address at all. Such a link came by mistake, or was
  // cut; here the sign stands for itself.
  const mend = () => {
    const mended = location.hash.replace(/%(?![0-9a-fA-F]{2})/g, "%25");
    if (mended !== location.hash) history.replaceState(history.state, "", mended);
  };
  mend();
  addEventListener("popstate", mend);
  addEventListener("hashchange", mend);

  // go-app listens for every click at the window, to follow links. Whatever waits in Go then runs too, and may draw the
  // form as it was before the click, in the middle of the click: a radio button would not know that it was chosen.
  document.addEventListener("click", (event) => {
    if (event.target.matches?.("[type=radio], [type=checkbox]")) event.stopPropagation();
  });

  // The arrow keys move between the tabs of a list.
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest?.("[role=tab]");
    if (!tab || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
    const to = { ArrowLeft: all.indexOf(tab) - 1, ArrowRight: all.indexOf(tab) + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    next.focus();
    next.click();
  });

  window.loopyard = {
    // buffer is where Go writes a list of so many bytes for the canvas.
    buffer(canvas, size) {
      let k = kept.get(canvas);
      if (!k) kept.set(canvas, k = { bytes: new Uint8Array(0), count: 0, texts: [] });
      if (k.bytes.length < size) k.bytes = new Uint8Array(Math.ceil(size * 1.5 / 4) * 4);
      return k.bytes;
    },

    // paint draws what is in the buffer.
    paint(canvas, count, texts, width, height) {
      Object.assign(kept.get(canvas), { count, texts: texts.split("\0"), width, height });
      paint(canvas);
    },

    // tall makes the inside of a box so high, if it does not fit, and its first child as high as what can be seen.
    tall(inside, height) {
      if (!inside) return;
      const seen = inside.parentElement.clientHeight, sheet = inside.firstElementChild;
      const set = (element, value) => {
        if (element.style.height !== value) element.style.height = value;
      };
      set(inside, height > seen ? `${height}px` : "");
      set(sheet, height > seen ? `${seen}px` : "");
    },

    // reveal scrolls a box, and nothing around it, until the first match in it can be seen.
    reveal(box, selector) {
      const one = box.querySelector(selector);
      if (!one) {
        box.scrollTop = 0;
        return;
      }
      const outer = box.getBoundingClientRect(), inner = one.getBoundingClientRect();
      if (inner.top < outer.top) box.scrollTop += inner.top - outer.top - 8;
      else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + 8;
    },

    // save offers bytes as a file.
    save(name, bytes) {
      const url = URL.createObjectURL(new Blob([bytes], { type: "application/x-ndjson" }));
      const link = document.createElement("a");
      link.href = url;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    },
  };
})();
