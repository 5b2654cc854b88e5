// This script does what Go cannot do well in a browser: it makes many calls to a canvas at once, and it handles a few events
// before go-app does. app/timeline/displaylist.go has the same numbers for drawing operations and tones, and a test there
// compares them.
"use strict";

(() => {
  const RECT = 1, ROUND_RECT = 2, CARD = 3, READY = 4, BLOCKED = 5, DOTTED = 6, MOVE_TO = 7, LINE_TO = 8, STROKE = 9,
    RING = 10, TEXT = 11, CLIP = 12, UNCLIP = 13, CLEAR = 14, DASHED = 15, CROSS = 16, CANCELED = 17,
    CANCEL_REQUESTED = 18, DISCLOSURE = 19, ARROW = 20, FRAME = 21;
  const WORDS = 7; // operation, tone, alpha and four numbers
  const TONES = ["--bg", "--panel", "--ink", "--muted", "--line", "--accent", "--warn", "--cursor", "--card", "--l0", "--l1",
    "--l2", "--l3", "--l4"];

  // The display list of each canvas, so that it can be drawn again in another theme or pixel density without Go.
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

  // tile returns a pattern that has the same size on every screen.
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

  const lines = (ctx, color, width, all) => {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.beginPath();
    for (const [x0, y0, x1, y1] of all) {
      ctx.moveTo(x0, y0);
      ctx.lineTo(x1, y1);
    }
    ctx.stroke();
  };

  const triangle = (ctx, color, [x0, y0, x1, y1, x2, y2]) => {
    ctx.fillStyle = color;
    ctx.beginPath();
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.lineTo(x2, y2);
    ctx.fill();
  };

  // arrow draws an arrow with a dot at its beginning and a head at its end. It leaves downward or upward and arrives from the
  // left. If its ends are too close for that, it is straight.
  const arrow = (ctx, color, x0, y0, x1, y1) => {
    const near = x1 - x0 < 12, bend = Math.min(60, (x1 - x0) / 2), up = Math.sign(y1 - y0) || 1;
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    ctx.moveTo(x0, y0);
    if (near) ctx.lineTo(x1, y1 - 5 * up);
    else ctx.bezierCurveTo(x0, (y0 + 2 * y1) / 3, x1 - bend, y1, x1 - 5, y1);
    ctx.stroke();
    ctx.fillStyle = color;
    ctx.beginPath();
    ctx.arc(x0, y0, 1.8, 0, 2 * Math.PI);
    ctx.fill();
    triangle(ctx, color, near ? [x1 - 3, y1 - 6 * up, x1 + 3, y1 - 6 * up, x1, y1] : [x1 - 6, y1 - 3, x1, y1, x1 - 6, y1 + 3]);
  };

  const paint = (canvas) => {
    const k = kept.get(canvas);
    if (!k || !k.count) return;
    if (!colors) theme();
    draw(canvas, k, window.devicePixelRatio || 1);
  };

  const draw = (canvas, k, dpr) => {
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
        case ROUND_RECT:
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
        case BLOCKED:
          ctx.fillStyle = block ??= blockTile(ctx, dpr);
          round(ctx, x, y, a, b, 3);
          break;
        case DOTTED:
        case DASHED:
          ctx.strokeStyle = colors[v[i + 1]];
          ctx.lineWidth = op === DOTTED ? 1.5 : 1;
          ctx.setLineDash(op === DOTTED ? [2, 3] : [7, 4]);
          ctx.beginPath();
          ctx.moveTo(x, y);
          ctx.lineTo(x + a, y);
          ctx.stroke();
          ctx.setLineDash([]);
          break;
        case MOVE_TO:
          ctx.beginPath();
          ctx.moveTo(x, y);
          break;
        case LINE_TO:
          ctx.lineTo(x, y);
          break;
        case STROKE:
          ctx.strokeStyle = colors[v[i + 1]];
          ctx.lineWidth = a;
          if (b) ctx.setLineDash([1.5, 2.5]);
          ctx.stroke();
          if (b) ctx.setLineDash([]);
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
        case CROSS:
          lines(ctx, colors[v[i + 1]], 2, [[x - a, y - a, x + a, y + a], [x - a, y + a, x + a, y - a]]);
          break;
        case CANCELED:
          lines(ctx, colors[v[i + 1]], 1.4, [[x - a * .7, y + a * .7, x + a * .7, y - a * .7]]);
          ctx.beginPath();
          ctx.arc(x, y, a, 0, 2 * Math.PI);
          ctx.stroke();
          break;
        case CANCEL_REQUESTED:
          triangle(ctx, colors[v[i + 1]], [x - a, y - a, x + a, y - a, x, y + a * .6]);
          break;
        case DISCLOSURE:
          triangle(ctx, colors[v[i + 1]], a ? [x, y - 3, x + 9, y - 3, x + 4.5, y + 3] : [x + 1, y - 4.5, x + 7, y, x + 1, y + 4.5]);
          break;
        case ARROW:
          arrow(ctx, colors[v[i + 1]], x, y, a, b);
          break;
        case FRAME:
          ctx.strokeStyle = colors[v[i + 1]];
          ctx.lineWidth = 1.5;
          ctx.strokeRect(x, y, a, b);
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

  // Go cannot parse an address with a % that begins no escape. Such a link is a mistake or was cut off. It is changed so that
  // the % stands for itself.
  const mend = () => {
    const mended = location.hash.replace(/%(?![0-9a-fA-F]{2})/g, "%25");
    if (mended !== location.hash) history.replaceState(history.state, "", mended);
  };
  mend();
  addEventListener("popstate", mend);
  addEventListener("hashchange", mend);

  // go-app handles every click at the window, to follow links. Other pending work of Go then runs during the click and may
  // draw the form as it was before, so that a radio button would lose its new state.
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

  // In a list of moments, the up and down keys move between those of one kind, and left and right between all.
  document.addEventListener("keydown", (event) => {
    const one = event.target.closest?.(".rove button");
    if (!one || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    const all = [...one.closest(".rove").querySelectorAll("button")].filter((b) => sideways || b.className === one.className);
    const at = all.indexOf(one);
    const to = { ArrowUp: at - 1, ArrowLeft: at - 1, ArrowDown: at + 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // the page has other uses for these keys
    all[to]?.focus();
  }, true);

  const offer = (name, blob) => {
    const url = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  window.loopyard = {
    // buffer returns a buffer of at least size bytes, to which Go writes the display list of a canvas.
    buffer(canvas, size) {
      let k = kept.get(canvas);
      if (!k) kept.set(canvas, k = { bytes: new Uint8Array(0), count: 0, texts: [] });
      if (k.bytes.length < size) k.bytes = new Uint8Array(Math.ceil(size * 1.5 / 4) * 4);
      return k.bytes;
    },

    // paint draws the display list in the buffer.
    paint(canvas, count, texts, width, height) {
      Object.assign(kept.get(canvas), { count, texts: texts.split("\0"), width, height });
      paint(canvas);
    },

    // recolor draws every canvas again in the current colors of the page.
    recolor: again,

    // palette returns the colors and fonts.
    palette() {
      if (!colors) theme();
      const style = getComputedStyle(document.documentElement);
      return { tones: colors, sans: style.getPropertyValue("--sans").trim(), mono: style.getPropertyValue("--mono").trim() };
    },

    // savePNG draws a display list on a background and saves it as a file.
    savePNG(name, bytes, texts, width, height) {
      if (!colors) theme();
      const canvas = document.createElement("canvas");
      draw(canvas, { bytes, count: bytes.length / 4, texts: texts.split("\0"), width, height }, 2);
      const ctx = canvas.getContext("2d");
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.globalAlpha = 1;
      ctx.globalCompositeOperation = "destination-over";
      ctx.fillStyle = colors[0];
      ctx.fillRect(0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => offer(name, blob), "image/png");
    },

    // tip shows text beside a point of the timeline, where there is room for it. Without a title it hides the text.
    tip(box, title, text, x, y) {
      box.classList.toggle("shown", title !== "");
      if (!title) return;
      const head = document.createElement("b");
      head.textContent = title;
      box.replaceChildren(head, text.trimEnd());
      const outer = box.parentElement, w = box.offsetWidth, h = box.offsetHeight;
      const left = Math.max(4, Math.min(x + 14, outer.clientWidth - w - 4));
      const top = y + 6 + h > outer.clientHeight ? Math.max(4, y - h - 40) : y + 6;
      box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    },

    // tall gives the content of a box a height, if it does not fit, and gives its first child the visible height.
    tall(inside, height) {
      if (!inside) return;
      const seen = inside.parentElement.clientHeight, sheet = inside.firstElementChild;
      const set = (element, value) => {
        if (element.style.height !== value) element.style.height = value;
      };
      set(inside, height > seen ? `${height}px` : "");
      set(sheet, height > seen ? `${seen}px` : "");
    },

    // reveal scrolls a box, and nothing around it, so that the first match in it is visible with some space around.
    reveal(box, selector) {
      const one = box.querySelector(selector);
      if (!one) {
        box.scrollTop = 0;
        return;
      }
      const outer = box.getBoundingClientRect(), inner = one.getBoundingClientRect();
      const room = Math.max(0, Math.min(2 * inner.height, (outer.height - inner.height) / 2));
      if (inner.top < outer.top + room) box.scrollTop += inner.top - outer.top - room;
      else if (inner.bottom > outer.bottom - room) box.scrollTop += inner.bottom - outer.bottom + room;
    },

    // save saves pieces as one file.
    save(name, pieces) {
      offer(name, new Blob(pieces, { type: name.endsWith(".svg") ? "image/svg+xml" : "application/x-ndjson" }));
    },
  };
})();
