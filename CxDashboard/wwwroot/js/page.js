// The few things that stay in the browser: copying the address or a chart, closing menus, and the words of a lost connection.
// Everything is delegated or observed from outside, so Blazor may replace its elements at any time.
(function () {
  'use strict';
  var toast = document.getElementById('toast');
  var silence;

  function say(words) {
    clearTimeout(silence);
    toast.textContent = words;
    toast.hidden = false;
    silence = setTimeout(function () { toast.hidden = true; }, 4000);
  }

  // Fetched while the reader's key or click still counts as leave to write: browsers take the promise, not only what it brings.
  function copied(type, address, words) {
    var refused = 'This browser does not let a page copy. Save it as a file instead.';
    if (!navigator.clipboard || typeof ClipboardItem === 'undefined') { say(refused); return; }
    var content = fetch(address).then(function (answer) {
      if (!answer.ok) return answer.text().then(function (why) { refused = why; throw new Error(why); });
      return answer.blob();
    }).then(function (blob) { return new Blob([blob], { type: type }); });
    var parts = {};
    parts[type] = content;
    navigator.clipboard.write([new ClipboardItem(parts)]).then(function () { say(words); }, function () { content.then(null, function () { }).then(function () { say(refused); }); });
  }

  function closeMenus(except) {
    document.querySelectorAll('details.menu[open], details.pop[open]').forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }

  addEventListener('click', function (event) {
    var target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    var copy = target.closest('[data-copy-link]');
    if (copy) {
      navigator.clipboard.writeText(new URL(copy.dataset.copyLink || location.href, location.href).href).then(
        function () { say('Link copied.'); },
        function () { say('This browser does not let a page copy. Take the address from the address bar.'); });
    }
    var picture = target.closest('[data-copy-picture]');
    if (picture) copied('image/png', picture.dataset.copyPicture, 'Picture copied.');
    var text = target.closest('[data-copy-text]');
    if (text) copied('text/plain', text.dataset.copyText, text.dataset.copied || 'Copied.');
    if (target.closest('[data-print]')) print();
    // A link in an open menu has done its work; a click elsewhere closes the menu too.
    closeMenus(target.closest('details.menu a, details.pop a, details.pop button') ? null : target.closest('details'));
  });
  addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return;
    var open = document.querySelector('details.menu[open], details.pop[open]');
    closeMenus(null);
    if (open) open.querySelector('summary').focus();
  });

  // The connection. Blazor sets classes on the element; the words and the buttons are ours.
  var lost = document.getElementById('components-reconnect-modal');
  var shown = false;
  new MutationObserver(function () {
    if (lost.classList.contains('components-reconnect-rejected')) {
      // The server is there again but no longer knows this page. The address holds everything: load it anew.
      location.reload();
      return;
    }
    var now = lost.classList.contains('components-reconnect-show') || lost.classList.contains('components-reconnect-failed');
    if (now && !shown) {
      var asOf = document.querySelector('[data-good-as-of]');
      lost.querySelector('[data-lost-as-of]').textContent = asOf ? 'You see the numbers of ' + asOf.textContent.trim() + '.' : '';
      lost.querySelector('button').focus();
    }
    shown = now;
  }).observe(lost, { attributes: true, attributeFilter: ['class'] });

  // A page that stays open all day keeps trying for a quarter of an hour before it asks. Only warnings reach the console.
  Blazor.start({
    circuit: {
      logLevel: 3,
      configureSignalR: function (connection) { connection.configureLogging(3); },
      reconnectionOptions: { maxRetries: 60, retryIntervalMilliseconds: function (tries) { return tries < 60 ? Math.min(500 * Math.pow(2, tries), 15000) : null; } }
    }
  });

  function tryAgain() {
    Blazor.reconnect().then(function (ok) { if (!ok) location.reload(); }, function () { say('Still no connection.'); });
  }
  addEventListener('click', function (event) {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest('[data-reconnect]')) tryAgain();
    if (event.target.closest('[data-reload]')) location.reload();
  });
  // Who comes back to a tab that gave up meanwhile should not have to press a button.
  document.addEventListener('visibilitychange', function () {
    if (!document.hidden && lost.classList.contains('components-reconnect-failed')) tryAgain();
  });
})();
