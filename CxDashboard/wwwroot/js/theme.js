// Runs in the head, before the first paint, so that no reader sees the wrong theme flash by.
// A choice is kept in this browser; without one the system's is followed, also when it changes.
(function () {
  'use strict';
  var root = document.documentElement;
  var system = matchMedia('(prefers-color-scheme: dark)');

  function kept() {
    // Storage may be forbidden; then the system decides.
    try { return localStorage.getItem('theme'); } catch { return null; }
  }

  function show() {
    var choice = kept();
    root.dataset.theme = choice === 'dark' || choice === 'light' ? choice : system.matches ? 'dark' : 'light';
  }

  show();
  system.addEventListener('change', show);
  addEventListener('storage', show);
  addEventListener('click', function (event) {
    if (!(event.target instanceof Element) || !event.target.closest('[data-theme-switch]')) return;
    var next = root.dataset.theme === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('theme', next); } catch { /* not kept, but still shown */ }
    root.dataset.theme = next;
  });
})();
