// A file on its way to the server: chosen or dropped, sent as it is, with how far it is. What is in it is read over there.
(function () {
  'use strict';
  var sending;

  function part(name) { return document.querySelector('[data-upload-' + name + ']'); }

  function say(words) { var line = part('said'); if (line) line.textContent = words; }

  function show(isSending) {
    var bar = part('bar'), stop = part('stop');
    if (bar) { bar.hidden = !isSending; bar.value = 0; }
    if (stop) stop.hidden = !isSending;
  }

  function send(file) {
    if (sending) return;
    var call = sending = new XMLHttpRequest();
    call.open('POST', 'import/files?name=' + encodeURIComponent(file.name));
    call.setRequestHeader('Content-Type', 'application/octet-stream');
    call.upload.addEventListener('progress', function (event) {
      var bar = part('bar');
      if (bar && event.lengthComputable && event.total) bar.value = event.loaded / event.total;
    });
    call.addEventListener('load', function () {
      ended();
      if (call.status === 200) { say('Received. It is looked at now.'); location.assign('import/' + call.responseText); }
      else say(call.responseText || 'The server did not take the file (' + call.status + ').');
    });
    call.addEventListener('error', function () { ended(); say('The file did not arrive. Is the server still there? Nothing of it was kept.'); });
    call.addEventListener('abort', function () { ended(); say('Stopped. Nothing of it was kept.'); });
    show(true);
    say('Sending ' + file.name + ' …');
    call.send(file);
  }

  function ended() { sending = null; show(false); }

  addEventListener('change', function (event) {
    var input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.matches('[data-upload]') || !input.files.length) return;
    send(input.files[0]);
    input.value = '';
  });
  addEventListener('click', function (event) {
    if (event.target instanceof Element && event.target.closest('[data-upload-stop]') && sending) sending.abort();
  });
  ['dragenter', 'dragover', 'dragleave', 'drop'].forEach(function (kind) {
    addEventListener(kind, function (event) {
      var zone = event.target instanceof Element ? event.target.closest('[data-drop]') : null;
      if (!zone) return;
      event.preventDefault();
      zone.classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
      if (kind !== 'drop' || !event.dataTransfer.files.length) return;
      if (event.dataTransfer.files.length > 1) say('One file at a time: this one first.');
      send(event.dataTransfer.files[0]);
    });
  });
})();
