"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const make = (tag, words, name) => {
    const element = document.createElement(tag);
    if (words) element.textContent = words;
    if (name) element.className = name;
    return element;
  };
  const canvas = $("map"), pen = canvas.getContext("2d"), tip = $("tip");
  const places = data.places.map(([id, name, where, lat, lon, lanes, differs], index) => ({ index, id, name, where, lat, lon, lanes, differs }));
  const DIFFER = { stand: "differ", hollow: false, words: "sources differ" };

  // What a place is drawn as: by one source its last word, by all of them what they agree on, or that they differ.
  const last = (place, source) => {
    let found = null;
    for (const lane of place.lanes) {
      const change = lane[2][lane[2].length - 1];
      if (lane[0] === source && (!found || change[0] >= found[0])) found = change;
    }
    return found;
  };
  const drawn = (change) => ({ stand: data.stands[change[3]], hollow: Boolean(change[4]), words: data.standWords[change[3]] });
  const lookOf = (place, by) => {
    if (by >= 0) { const change = last(place, by); return change && drawn(change); }
    if (place.differs) return DIFFER;
    // Whoever tells nothing is not counted; what one source says alone is an outline.
    const each = place.lanes.map((lane) => drawn(lane[2][lane[2].length - 1]));
    const telling = each.filter((look) => look.stand !== "not_so" && look.stand !== "untold");
    if (!telling.length) return { ...each[0], plain: true };
    const look = telling.find((one) => data.parties.includes(one.stand)) || telling[0];
    if (telling.length === 1) return { ...look, hollow: true, plain: true, words: `${look.words}, says one source alone` };
    const alike = telling.every((one) => one.stand === look.stand);
    const unsure = telling.every((one) => one.hollow);
    return { ...look, hollow: unsure, plain: !unsure, words: `${look.words}, say ${alike ? "all who tell" : "some, and none says otherwise"}` };
  };
  let by = -1, looks = [];
  const recolour = () => { looks = places.map((place) => lookOf(place, by)); };

  const shapeOf = (stand) => (stand === "differ" ? "diamond" : data.shapes[stand]);
  const colourOf = (stand) => `--${{ russia: "russia", ukraine: "ukraine", contested: "contested", differ: "differ", russia_left: "ukraine", ukraine_left: "russia", russia_advances: "russia", ukraine_advances: "ukraine" }[stand] || "none"}`;
  const outline = (to, shape, x, y, r) => {
    if (shape === "square") to.rect(x - r * 0.886, y - r * 0.886, r * 1.772, r * 1.772);
    else if (shape === "diamond") { const a = r * 1.25; to.moveTo(x, y - a); to.lineTo(x + a, y); to.lineTo(x, y + a); to.lineTo(x - a, y); to.closePath(); }
    else if (shape === "triangle") { const a = r * 1.2; to.moveTo(x, y - a); to.lineTo(x + a, y + a * 0.8); to.lineTo(x - a, y + a * 0.8); to.closePath(); }
    else if (shape === "cross") { const a = r * 0.7; to.moveTo(x - a, y - a); to.lineTo(x + a, y + a); to.moveTo(x + a, y - a); to.lineTo(x - a, y + a); }
    else { to.moveTo(x + r, y); to.arc(x, y, r, 0, 2 * Math.PI); }
  };

  // ---- the view: its middle in degrees, and pixels for a degree of latitude
  const lats = places.map((place) => place.lat), lons = places.map((place) => place.lon);
  const least = (list) => list.reduce((a, b) => Math.min(a, b), Infinity), most = (list) => list.reduce((a, b) => Math.max(a, b), -Infinity);
  const box = places.length ? [least(lons), least(lats), most(lons), most(lats)] : [22, 44, 40, 52];
  const narrow = Math.cos(((box[1] + box[3]) / 2) * Math.PI / 180);
  const view = { lat: 0, lon: 0, scale: 1 };
  let wide = 0, high = 0, chosen = null, smallest = 1;
  const fit = () => {
    const tall = Math.max(box[3] - box[1], 0.05) * 1.1, broad = Math.max((box[2] - box[0]) * narrow, 0.05) * 1.1;
    view.lat = (box[1] + box[3]) / 2; view.lon = (box[0] + box[2]) / 2;
    smallest = view.scale = Math.min(wide / broad, high / tall);
  };
  const at = (place) => [wide / 2 + (place.lon - view.lon) * narrow * view.scale, high / 2 - (place.lat - view.lat) * view.scale];
  const zoom = (by, x = wide / 2, y = high / 2) => {
    const scale = Math.max(smallest / 2, Math.min(view.scale * by, 20000));
    view.lon += (x - wide / 2) / narrow * (1 / view.scale - 1 / scale);
    view.lat -= (y - high / 2) * (1 / view.scale - 1 / scale);
    view.scale = scale;
    draw();
  };
  const move = (x, y) => { view.lon -= x / narrow / view.scale; view.lat += y / view.scale; draw(); };

  let waiting = false;
  const draw = () => { if (!waiting) { waiting = true; requestAnimationFrame(paint); } };
  const paint = () => {
    waiting = false;
    const style = getComputedStyle(document.documentElement), tint = (name) => style.getPropertyValue(name).trim();
    const ratio = devicePixelRatio || 1;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = tint("--paper"); pen.fillRect(0, 0, wide, high);
    hatch(tint, ratio);
    grid(tint("--rule"));
    const seen = places.filter((place) => { const [x, y] = at(place); return looks[place.index] && x > -9 && y > -9 && x < wide + 9 && y < high + 9; });
    const full = Math.max(1.7, Math.min(7, Math.sqrt(wide * high / (seen.length || 1)) / 7));
    const r = full < 2.5 && hatching().length ? full * 0.7 : full;  // over areas a dot is only where the settlement lies
    const groups = new Map();
    for (const place of seen) {
      const look = looks[place.index], key = `${colourOf(look.stand)} ${look.hollow || shapeOf(look.stand) === "cross"}`;
      if (!groups.has(key)) groups.set(key, new Path2D());
      outline(groups.get(key), shapeOf(look.stand), ...at(place), look.stand === "differ" ? r * 1.25 : r);
    }
    for (const [key, path] of [...groups].sort((a, b) => a[0].includes("differ") - b[0].includes("differ"))) {
      const [colour, hollow] = key.split(" ");
      pen.lineWidth = Math.max(0.9, r / 3.2);
      if (hollow === "true") { pen.fillStyle = tint("--paper"); pen.fill(path); pen.strokeStyle = tint(colour); pen.stroke(path); }
      else { pen.fillStyle = tint(colour); pen.fill(path); }
    }
    names(seen, r, tint("--ink"), tint("--paper"));
    ruler(tint("--ink"), tint("--paper"));
    if (chosen) { pen.beginPath(); const [x, y] = at(chosen); pen.arc(x, y, r + 5, 0, 2 * Math.PI); pen.lineWidth = 2.5; pen.strokeStyle = tint("--chosen"); pen.stroke(); }
    if (document.activeElement === canvas && canvas.matches(":focus-visible")) {
      pen.beginPath(); pen.moveTo(wide / 2 - 9, high / 2); pen.lineTo(wide / 2 + 9, high / 2); pen.moveTo(wide / 2, high / 2 - 9); pen.lineTo(wide / 2, high / 2 + 9);
      pen.lineWidth = 1.5; pen.strokeStyle = tint("--ink"); pen.stroke();
    }
  };
  // ---- areas: the colour tells who has them, the lines lean one way for each source
  const drawnBy = data.areas.map(([source, areas], n) => ({
    source, angle: data.angles[n % data.angles.length],
    areas: areas.map(([stand, claimed, step, rings]) => {
      const path = new Path2D();
      for (const ring of rings) {
        let lon = 0, lat = 0;
        for (let i = 0; i < ring.length; i += 2) { lon += ring[i]; lat += ring[i + 1]; path[i ? "lineTo" : "moveTo"](lon / data.grain, -lat / data.grain); }
        path.closePath();
      }
      return { stand: data.stands[stand], claimed: Boolean(claimed), step, path };
    }),
  }));
  const hatching = () => ($("areas") && $("areas").checked ? drawnBy.filter((one) => by < 0 || one.source === by) : []);
  const tile = (colour, area, angle, ratio) => {
    const size = Math.round(area.step * ratio), square = document.createElement("canvas"), ink = square.getContext("2d");
    square.width = square.height = size;
    ink.fillStyle = ink.strokeStyle = colour;
    if (!area.claimed) { ink.globalAlpha = data.tint; ink.fillRect(0, 0, size, size); }
    ink.globalAlpha = 0.75; ink.fillRect(0, 0, 1.1 * ratio, size);
    const pattern = pen.createPattern(square, "repeat");
    pattern.setTransform(new DOMMatrix().scale(1 / ratio).rotate(angle));
    return pattern;
  };
  const hatch = (tint, ratio) => {
    const world = new DOMMatrix([narrow * view.scale, 0, 0, view.scale, wide / 2 - view.lon * narrow * view.scale, high / 2 + view.lat * view.scale]);
    for (const { angle, areas } of hatching()) for (const area of areas) {
      const path = new Path2D(), colour = tint(colourOf(area.stand));
      path.addPath(area.path, world);
      pen.fillStyle = tile(colour, area, angle, ratio); pen.fill(path, "evenodd");
      pen.lineWidth = 1; pen.strokeStyle = colour; pen.setLineDash(area.claimed ? [4, 3] : []); pen.stroke(path); pen.setLineDash([]);
    }
  };
  const ruler = (ink, paper) => {
    const most = wide * 0.25 / view.scale * 111.195, power = 10 ** Math.floor(Math.log10(most));
    const km = [5, 2, 1].map((one) => one * power).find((one) => one <= most), long = km / 111.195 * view.scale;
    const words = `${km} km`, x = 10, y = high - 12, line = () => { pen.beginPath(); pen.moveTo(x, y - 4); pen.lineTo(x, y); pen.lineTo(x + long, y); pen.lineTo(x + long, y - 4); };
    pen.lineWidth = 5; pen.strokeStyle = paper; line(); pen.stroke(); pen.strokeText(words, x + long + 6, y - 1);
    pen.lineWidth = 1.5; pen.strokeStyle = ink; line(); pen.stroke(); pen.fillStyle = ink; pen.fillText(words, x + long + 6, y - 1);
  };
  const grid = (colour) => {
    const step = [0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5].find((one) => high / view.scale / one <= 7) || 10;
    const top = view.lat + high / 2 / view.scale, left = view.lon - wide / 2 / view.scale / narrow;
    pen.beginPath();
    for (let lat = Math.floor(top / step) * step; (top - lat) * view.scale < high; lat -= step) { const y = (top - lat) * view.scale; pen.moveTo(0, y); pen.lineTo(wide, y); }
    for (let lon = Math.ceil(left / step) * step; (lon - left) * narrow * view.scale < wide; lon += step) { const x = (lon - left) * narrow * view.scale; pen.moveTo(x, 0); pen.lineTo(x, high); }
    pen.lineWidth = 1; pen.strokeStyle = colour; pen.stroke();
  };
  const names = (seen, r, ink, paper) => {
    const few = seen.length <= 80;
    const named = [...(chosen ? [chosen] : []), ...(few ? seen : data.cities.map(([name, lat, lon]) => ({ name, lat, lon })))];
    const taken = [];
    pen.font = `12px ${getComputedStyle(document.body).fontFamily}`; pen.textBaseline = "middle"; pen.lineJoin = "round";
    for (const one of named) {
      const [x, y] = at(one), left = x + r + 4, right = left + pen.measureText(one.name).width + 3;
      if (x < 0 || y < 8 || right > wide || y > high - 8) continue;
      if (taken.some((t) => left < t[1] && t[0] < right && Math.abs(y - t[2]) < 14)) continue;
      taken.push([left, right, y]);
      pen.lineWidth = 3; pen.strokeStyle = paper; pen.strokeText(one.name, left, y); pen.fillStyle = ink; pen.fillText(one.name, left, y);
      if (!few && taken.length > 16) break;
    }
  };
  const nearest = (x, y, reach) => {
    let best = null, far = reach * reach;
    for (const place of places) {
      if (!looks[place.index]) continue;
      const [px, py] = at(place), d = (px - x) ** 2 + (py - y) ** 2;
      if (d < far) { far = d; best = place; }
    }
    return best;
  };

  // ---- legend, place, list
  const symbol = (look) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 14 14"); svg.setAttribute("aria-hidden", "true");
    const lines = [];
    outline({ moveTo: (x, y) => lines.push(`M${x} ${y}`), lineTo: (x, y) => lines.push(`L${x} ${y}`), closePath: () => lines.push("z"),
      rect: (x, y, w, h) => lines.push(`M${x} ${y}h${w}v${h}h${-w}z`), arc: (x, y, r) => lines.push(`A${r} ${r} 0 1 0 ${x - r} ${y}A${r} ${r} 0 1 0 ${x + r} ${y}`) }, shapeOf(look.stand), 7, 7, 4.6);
    path.setAttribute("d", lines.join(""));
    const hollow = look.hollow || shapeOf(look.stand) === "cross", colour = `var(${colourOf(look.stand)})`;
    path.setAttribute("fill", hollow ? "none" : colour);
    if (hollow) { path.setAttribute("stroke", colour); path.setAttribute("stroke-width", "1.7"); }
    svg.append(path);
    return svg;
  };
  const swatch = (area, angle) => {
    const square = document.createElement("canvas"), ratio = devicePixelRatio || 1, ink = square.getContext("2d");
    square.width = 18 * ratio; square.height = 14 * ratio; square.setAttribute("aria-hidden", "true"); square.className = "swatch";
    const colour = getComputedStyle(document.documentElement).getPropertyValue(colourOf(area.stand)).trim();
    ink.setTransform(ratio, 0, 0, ratio, 0, 0);
    ink.fillStyle = tile(colour, area, angle, ratio); ink.fillRect(0, 0, 18, 14);
    ink.strokeStyle = colour; ink.setLineDash(area.claimed ? [4, 3] : []); ink.strokeRect(0.5, 0.5, 17, 13);
    return square;
  };
  const areaLegend = () => hatching().flatMap(({ source, angle, areas }) => {
    const each = new Map(areas.map((area) => [`${area.stand}${area.claimed}`, area]));
    return [...each.values()].map((area) => {
      const item = make("li");
      item.append(swatch(area, angle), make("span", `area, ${data.sources[source]}: ${data.standWords[data.stands.indexOf(area.stand)]}${area.claimed ? " (only claimed)" : ""}`));
      return item;
    });
  });
  const legend = () => {
    const counts = new Map();
    for (const look of looks) if (look) { const key = look.words + look.hollow; counts.set(key, [look, (counts.get(key) || [0, 0])[1] + 1]); }
    $("legend").replaceChildren(...areaLegend(), ...[...counts.values()].sort((a, b) => b[1] - a[1]).map(([look, count]) => {
      const item = make("li");
      item.append(symbol(look), make("span", `${look.words}${look.hollow && !look.plain && !data.hollow.includes(look.stand) ? ", uncertain or only claimed" : ""}: ${count.toLocaleString("en")}`));
      return item;
    }));
  };
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const written = (day) => `${Number(day.slice(8))}\u00a0${MONTHS[day.slice(5, 7) - 1]}\u00a0${day.slice(0, 4)}`;
  const show = (place, focus) => {
    chosen = place;
    const panel = $("place"), heading = make("h2", place.name);
    heading.tabIndex = -1;
    panel.replaceChildren(heading, make("p", place.where, "where"));
    if (place.differs) panel.append(make("p", "Sources differ on who has it.", "differs"));
    for (const [source, map, changes] of place.lanes) {
      panel.append(make("h3", data.sources[source] + (map ? " (map)" : "")));
      const list = make("ol");
      for (const [day, byThen, words, , , more, doc, taken] of changes) {
        const item = make("li", "", taken ? "taken" : ""), [title, url, published] = data.documents[doc];
        const when = make("time", (byThen ? "by " : "") + written(day));
        when.dateTime = day;
        item.append(when, make("span", data.words[words], "words"));
        const rest = make("span", data.words[more], "more");
        if (data.words[more]) rest.append(" · ");
        rest.append(`published ${published ? written(published) : "on a day that nobody tells"} · `);
        if (url) { const link = make("a", title); link.href = url; link.rel = "noreferrer"; rest.append(link); } else rest.append(title);
        item.append(rest);
        list.append(item);
      }
      panel.append(list);
    }
    if (focus) heading.focus({ preventScroll: false });
    draw();
  };
  const letters = (words) => words.normalize("NFD").replace(/[\u0300-\u036f'’ʼ]/g, "").toLowerCase();
  const PAGE = 60;
  let shown = PAGE;
  const rows = () => {
    const wanted = letters($("find").value.trim()), only = $("differ").checked;
    const found = places.filter((place) => (!only || place.differs) && (!wanted || letters(`${place.name} ${place.where}`).includes(wanted)));
    found.sort((a, b) => b.differs - a.differs || a.name.localeCompare(b.name, "en"));
    $("count").textContent = `${Math.min(shown, found.length).toLocaleString("en")} of ${found.length.toLocaleString("en")} places; those where sources differ come first`;
    $("rows").replaceChildren(...found.slice(0, shown).map((place) => {
      const item = make("li"), button = make("button");
      button.type = "button";
      button.append(make("span", `${place.name}, ${place.where}`));
      for (const [source, map, changes] of place.lanes) {
        const change = changes[changes.length - 1], line = make("small");
        line.append(symbol(drawn(change)), make("span", `${data.sources[source]}: ${data.words[change[2]]}`));
        button.append(line);
      }
      button.addEventListener("click", () => { centre(place); show(place, true); });
      item.append(button);
      return item;
    }));
    $("more").hidden = found.length <= shown;
  };
  const centre = (place) => { view.lat = place.lat; view.lon = place.lon; view.scale = Math.max(view.scale, 900); };

  // ---- hands and keys
  const held = new Map();
  let pressed = null;
  const where = (event) => { const frame = canvas.getBoundingClientRect(); return [event.clientX - frame.left, event.clientY - frame.top]; };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    held.set(event.pointerId, where(event));
    pressed = held.size === 1 ? where(event) : null;
    canvas.classList.add("moving");
  });
  canvas.addEventListener("pointermove", (event) => {
    const now = where(event), before = held.get(event.pointerId);
    if (!before) {
      const place = nearest(...now, 12);
      tip.hidden = !place;
      if (place) { tip.textContent = `${place.name}: ${looks[place.index].words}`; tip.style.left = `${Math.min(now[0] + 12, wide - 170)}px`; tip.style.top = `${now[1] + 14}px`; }
      return;
    }
    tip.hidden = true;
    if (held.size === 2) {
      const other = [...held].find(([id]) => id !== event.pointerId)[1];
      const span = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]) || 1;
      zoom(span(now, other) / span(before, other), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    } else move(now[0] - before[0], now[1] - before[1]);
    held.set(event.pointerId, now);
  });
  const release = (event) => {
    const now = where(event);
    if (event.type === "pointerup" && pressed && Math.hypot(now[0] - pressed[0], now[1] - pressed[1]) < 5) {
      const place = nearest(...now, event.pointerType === "touch" ? 26 : 14);
      if (place) show(place, false);
    }
    held.delete(event.pointerId);
    pressed = null;
    if (!held.size) canvas.classList.remove("moving");
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => { tip.hidden = true; });
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== canvas) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 400), ...where(event));
  }, { passive: false });
  canvas.addEventListener("dblclick", (event) => zoom(2, ...where(event)));
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 60, act = {
      ArrowLeft: () => move(step, 0), ArrowRight: () => move(-step, 0), ArrowUp: () => move(0, step), ArrowDown: () => move(0, -step),
      "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: () => { fit(); draw(); },
      Enter: () => { const place = nearest(wide / 2, high / 2, Infinity); if (place) show(place, false); },
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  canvas.addEventListener("focus", draw);
  canvas.addEventListener("blur", draw);
  $("in").addEventListener("click", () => zoom(1.6));
  $("out").addEventListener("click", () => zoom(1 / 1.6));
  $("all").addEventListener("click", () => { fit(); draw(); });
  $("by").addEventListener("change", (event) => { if (event.target.name !== "by") return; by = Number(event.target.value); recolour(); legend(); draw(); });
  if ($("areas")) $("areas").addEventListener("change", () => { legend(); draw(); });
  $("find").addEventListener("input", () => { shown = PAGE; rows(); });
  $("differ").addEventListener("change", () => { shown = PAGE; rows(); });
  $("more").addEventListener("click", () => { shown += PAGE; rows(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { legend(); draw(); });

  let first = true;
  new ResizeObserver(() => {
    wide = canvas.clientWidth; high = canvas.clientHeight;
    const ratio = devicePixelRatio || 1;
    canvas.width = Math.round(wide * ratio); canvas.height = Math.round(high * ratio);
    if (first) { first = false; fit(); }
    draw();
  }).observe(canvas);
  recolour();
  legend();
  rows();
  const start = places.find((place) => place.id === data.around);
  if (start) show(start, false);
})();
