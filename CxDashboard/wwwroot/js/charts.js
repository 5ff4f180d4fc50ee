// What a chart says at the pointer, the finger or the arrow keys. A drawing carries its points and their words (SpotText writes them), so nothing is asked of
// the server. Everything is delegated, and nothing is kept but what is shown: Blazor may replace a drawing at any time, also under the reader's hand.
(function () {
  'use strict';
  var Chart = 'svg.chart[data-at]';
  var Far = 10;       // points that Page Up and Page Down go
  var Pause = 250;    // milliseconds without a key before a point is announced: holding one down must not flood the listener
  var Apart = 14;     // pixels between a point and its words
  var Edge = 8;       // pixels between words and the edge of the window
  var known = new WeakMap();
  var at = null;      // { svg, holder, index, by, focus, x, y }: the chart in hand
  var later;

  // --- reading a drawing

  var marks = { '!': '|', '-': '~', ':': '=', '.': '' };
  function plain(words) {
    return words.indexOf('\\') < 0 ? words : words.replace(/\\(.)/g, function (_, c) { return c in marks ? marks[c] : c; });
  }

  function numbers(text) {
    var found = (text.match(/-?\d+/g) || []).map(Number);
    for (var i = 1; i < found.length; i++) found[i] += found[i - 1];
    return found.map(function (n) { return n / 2; });
  }

  function rows(text) {
    var all = text.split('|').map(function (row) { return row.split('~'); });
    var last = [];
    return all.slice(2).map(function (row) {
      return all[0].map(function (before, c) {
        var cell = row[c] || '';
        if (cell === '') return '';
        var left = plain(cell);
        if (cell[cell.length - 1] === '=') {
          var space = last[c].search(/[ \u00a0]/);
          left = cell === '=' ? last[c] : left.slice(0, -1) + last[c].slice(space);
        }
        last[c] = left;
        return plain(before) + left + plain((all[1] || [])[c] || '');
      });
    });
  }

  function isAsRead(svg, data) { return !!data && data.at === svg.dataset.at && data.points === svg.dataset.points; }

  function dataOf(svg) {
    var data = known.get(svg);
    if (isAsRead(svg, data)) return data;
    var parts = svg.dataset.at.split(';');
    var head = parts[0].split(' ');
    var room = head.slice(1).map(Number);
    var words = rows(svg.dataset.points);
    var even = parts[1][0] === '=' ? parts[1].slice(1).split(' ').map(Number) : null;
    data = {
      reach: head[0], left: room[0], top: room[1], right: room[2], bottom: room[3], width: room[4], height: room[5],
      x: even ? words.map(function (_, i) { return even[0] + i * even[1]; }) : numbers(parts[1]),
      y: numbers(parts[2]),
      words: words,
      at: svg.dataset.at, points: svg.dataset.points
    };
    known.set(svg, data);
    return data;
  }

  function nearest(data, x, y) {
    var across = data.reach === 'd' ? 0 : data.reach === 'c' ? 1 / data.width : 1;
    var down = data.reach === 'a' ? 0 : data.reach === 'c' ? 1 / data.height : 1;
    var best = -1, least = Infinity;
    for (var i = 0; i < data.x.length; i++) {
      var dx = (data.x[i] - x) * across, dy = (data.y[i] - y) * down, far = dx * dx + dy * dy;
      if (far < least) { least = far; best = i; }
    }
    return best;
  }

  function chartOf(target) { return target instanceof Element ? target.closest(Chart) : null; }

  // --- showing a point

  function shape(cross, name, attributes) {
    var mark = cross.querySelector('.' + name) || cross.appendChild(document.createElementNS('http://www.w3.org/2000/svg', name.split('-')[1]));
    mark.setAttribute('class', name);
    for (var key in attributes) mark.setAttribute(key, attributes[key]);
  }

  function cross(svg, data, i, zoom) {
    var group = svg.querySelector(':scope > .c-cross');
    if (!group) {
      group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
      group.setAttribute('class', 'c-cross');
      group.setAttribute('aria-hidden', 'true');
      svg.appendChild(group);
    }
    var x = data.x[i], y = data.y[i];
    if (data.reach === 'c') {
      shape(group, 'x-rect', { x: x - data.width / 2, y: y - data.height / 2, width: data.width, height: data.height });
      return;
    }
    shape(group, 'x-line', data.reach === 'd' ? { x1: data.left, x2: data.right, y1: y, y2: y } : { x1: x, x2: x, y1: data.top, y2: data.bottom });
    // As large on the screen wherever the style sheet scales the drawing.
    shape(group, 'x-circle', { cx: x, cy: y, r: 6 / zoom });
  }

  // Beside the point where there is room, for a finger above it; never over it, and never beyond the window.
  function place(tip, point, reach) {
    var wide = document.documentElement.clientWidth, high = window.innerHeight;
    var w = tip.offsetWidth, h = tip.offsetHeight;
    var level = Math.min(Math.max(point.y - h / 2, Edge), high - h - Edge);
    var middle = Math.min(Math.max(point.x - w / 2, Edge), wide - w - Edge);
    var right = [point.x + Apart, level], left = [point.x - Apart - w, level];
    var above = [middle, point.y - Apart - h], below = [middle, point.y + Apart];
    var order = at.by === 'touch' || reach === 'd' ? [above, below, right, left] : [right, left, above, below];
    var free = order.find(function (p) { return p[0] >= Edge && p[1] >= Edge && p[0] + w <= wide - Edge && p[1] + h <= high - Edge; }) || above;
    tip.style.transform = 'translate(' + Math.round(Math.max(Edge, Math.min(free[0], wide - w - Edge))) + 'px,' + Math.round(Math.max(Edge, Math.min(free[1], high - h - Edge))) + 'px)';
  }

  function show(svg, i) {
    // Where things are is asked before anything is changed: the page is laid out once for a point, not twice.
    var data = dataOf(svg), tip = document.getElementById('chart-tip'), matrix = svg.getScreenCTM();
    cross(svg, data, i, matrix.a);
    if (!tip) return;
    // Text only: names and notes are somebody's words. Lines are kept and their text changed: a new child has the browser match the styles of a
    // whole large page anew, 6 ms for each point.
    var words = data.words[i].filter(Boolean);
    while (tip.children.length < words.length) {
      var line = tip.appendChild(document.createElement('div'));
      line.dir = 'auto';
      line.appendChild(document.createTextNode(''));
    }
    for (var n = 0; n < tip.children.length; n++) {
      tip.children[n].firstChild.data = words[n] || '';
      tip.children[n].hidden = n >= words.length;
    }
    // Of several lines none is the one that counts most.
    tip.classList.toggle('even', svg.classList.contains('c-lines'));
    tip.hidden = false;
    place(tip, new DOMPoint(data.x[i], data.y[i]).matrixTransform(matrix), data.reach);
  }

  function clear() {
    var tip = document.getElementById('chart-tip'), group = at.svg.querySelector(':scope > .c-cross');
    if (group) group.remove();
    if (tip) tip.hidden = true;
    at.index = -1;
  }

  function release() {
    if (!at) return;
    clear();
    at = null;
    replaced.disconnect();
    said('');
  }

  function take(svg, by) {
    if (!at || at.svg !== svg) {
      release();
      at = { svg: svg, holder: svg.parentNode, index: -1, focus: document.activeElement === svg };
      replaced.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-at', 'data-points'] });
    }
    at.by = by;
  }

  // The page drew the chart anew or changed it, as it does when records come in: the reader keeps the place and the focus, and hears nothing.
  var replaced = new MutationObserver(function () {
    if (!at) return;
    var old = Object.assign({}, at), before = known.get(old.svg), next = old.svg;
    if (!next.isConnected || !next.matches(Chart)) {
      next = old.holder.isConnected ? old.holder.querySelector(':scope > ' + Chart) : null;
      release();
      if (!next) return;
      if (old.focus && document.activeElement === document.body) next.focus({ preventScroll: true });
      take(next, old.by);
    } else if (!before || isAsRead(next, before)) return;
    if (old.index < 0) return;
    var bucket = before.words[old.index][0], data = dataOf(next);
    var i = data.words.findIndex(function (words) { return words[0] === bucket; });
    at.index = old.by === 'keys' ? (i >= 0 ? i : Math.min(old.index, data.x.length - 1)) : nearestTo(next, old.x, old.y);
    at.x = old.x;
    at.y = old.y;
    show(next, at.index);
  });

  function said(words) {
    clearTimeout(later);
    var line = document.getElementById('chart-said');
    if (line) line.textContent = words;
  }

  // --- pointer and finger

  function nearestTo(svg, x, y) {
    var place = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
    return nearest(dataOf(svg), place.x, place.y);
  }

  function pointAt(svg, event) {
    take(svg, event.pointerType === 'touch' ? 'touch' : 'pointer');
    at.x = event.clientX;
    at.y = event.clientY;
    var i = nearestTo(svg, at.x, at.y);
    if (i === at.index) return;
    at.index = i;
    show(svg, i);
  }

  document.addEventListener('pointermove', function (event) {
    var svg = chartOf(event.target);
    if (svg) pointAt(svg, event);
    else if (at && at.by === 'pointer') rest();
  }, { passive: true });
  document.addEventListener('pointerdown', function (event) {
    if (event.pointerType === 'mouse') return;
    var svg = chartOf(event.target);
    if (svg) pointAt(svg, event);
    else if (at) rest();
  }, { passive: true });
  // The page scrolls under the finger.
  document.addEventListener('pointercancel', function () { if (at && at.by === 'touch') rest(); });
  document.documentElement.addEventListener('pointerleave', function (event) {
    if (event.pointerType !== 'touch' && at && at.by === 'pointer') rest();
  });
  document.addEventListener('scroll', function () {
    if (!at || at.index < 0) return;
    if (at.by === 'keys') show(at.svg, at.index);
    else rest();
  }, { capture: true, passive: true });
  addEventListener('resize', rest);

  // Nothing is shown any more, but a chart that has the focus stays in hand.
  function rest() {
    if (!at) return;
    if (!at.focus) release();
    else if (at.index >= 0) clear();
  }

  // --- keys

  function columns(data) {
    var i = 1;
    while (i < data.y.length && data.y[i] === data.y[0]) i++;
    return i;
  }

  function step(key, data, i) {
    var last = data.x.length - 1, row = data.reach === 'c' ? columns(data) : data.reach === 'd' ? 1 : 0;
    switch (key) {
      case 'ArrowRight': return i < 0 ? 0 : Math.min(i + 1, last);
      case 'ArrowLeft': return i < 0 ? last : Math.max(i - 1, 0);
      case 'Home': return 0;
      case 'End': return last;
      case 'PageDown': return i < 0 ? 0 : Math.min(i + Far, last);
      case 'PageUp': return i < 0 ? last : Math.max(i - Far, 0);
      case 'ArrowDown': return !row ? -1 : i < 0 ? 0 : i + row <= last ? i + row : i;
      case 'ArrowUp': return !row ? -1 : i < 0 ? last : i - row >= 0 ? i - row : i;
      default: return -1;
    }
  }

  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && at && at.index >= 0) {
      rest();
      said('');
      return;
    }
    // A link or a button inside a chart keeps its own keys.
    var svg = event.target;
    if (!(svg instanceof Element) || !svg.matches(Chart) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    var data = dataOf(svg), i = step(event.key, data, at && at.svg === svg ? at.index : -1);
    if (i < 0) return;
    event.preventDefault();
    take(svg, 'keys');
    at.index = i;
    show(svg, i);
    clearTimeout(later);
    var words = data.words[i].filter(Boolean);
    later = setTimeout(function () { said(words[0] + ': ' + words.slice(1).join(', ')); }, Pause);
  });

  document.addEventListener('focusin', function (event) {
    if (!(event.target instanceof Element) || !event.target.matches(Chart)) return;
    var by = at && at.svg === event.target ? at.by : 'keys';
    take(event.target, by);
    at.focus = true;
  });
  document.addEventListener('focusout', function (event) {
    // Asked a moment later: a chart that was drawn anew has its focus again by then, and a window that is left for a while keeps it.
    var svg = event.target;
    setTimeout(function () {
      if (!at || at.svg !== svg || document.activeElement === svg) return;
      at.focus = false;
      if (at.by === 'keys') release();
    });
  });
})();
