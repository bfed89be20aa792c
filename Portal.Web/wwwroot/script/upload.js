// Shows how far a long upload is. Without this script, or when anything goes wrong in it, the plain form does the same work.
'use strict';

(function () {
  let request = null;

  // The form may be a new one after an answer was shown, so its parts are looked up each time.
  function parts(form) {
    return {
      bar: form.querySelector('progress'),
      box: form.querySelector('[data-upload-progress]'),
      button: form.querySelector('button:not([type="button"])'),
      told: form.querySelector('[data-upload-told]'),
      words: form.querySelector('[data-upload-words]'),
    };
  }

  function rest(form, message) {
    const part = parts(form);
    request = null;
    part.box.hidden = true;
    part.button.hidden = false;
    part.told.classList.remove('quiet');
    part.told.textContent = message;
  }

  // Every percentage is shown, but only quarters are read out.
  function show(form, percent) {
    const part = parts(form);
    const sent = percent >= 100;
    const words = sent ? 'Checking the files…' : percent + ' % sent';
    part.words.textContent = words;
    if (sent) {
      part.bar.removeAttribute('value');
    } else {
      part.bar.value = percent;
    }
    part.bar.setAttribute('aria-label', sent ? 'Checking' : 'Sent so far');
    if (sent || percent % 25 === 0) {
      part.told.textContent = words;
    }
  }

  // Puts the page that was answered in the place of this one, as the browser would have.
  function replace(html) {
    const answer = new DOMParser().parseFromString(html, 'text/html');
    const main = answer.querySelector('main');
    if (!main) {
      return false;
    }
    const chosen = document.querySelector('form[data-upload] input[type="file"]');
    const same = main.querySelector('[data-same-files] input');
    if (same && chosen && chosen.files.length > 0) {
      same.files = chosen.files;
      same.closest('[data-same-files]').hidden = true;
    }
    document.title = answer.title;
    document.querySelector('main').replaceWith(document.adoptNode(main));
    window.scrollTo(0, 0);
    const told = main.querySelector('.error-summary') || main;
    told.tabIndex = -1;
    told.focus();
    return true;
  }

  // The questions about own columns come before the report. The files stay chosen, so that nobody has to choose them again.
  function ask(address) {
    const asking = new XMLHttpRequest();
    asking.open('GET', address);
    asking.addEventListener('load', function () {
      const type = asking.getResponseHeader('Content-Type') || '';
      request = null;
      if (asking.status !== 200 || !asking.responseURL.endsWith(address) || !type.startsWith('text/html') || !replace(asking.responseText)) {
        location.assign(address);
        return;
      }
      history.pushState(null, '', address);
    });
    asking.addEventListener('error', function () {
      location.assign(address);
    });
    asking.send();
  }

  function send(form) {
    const sending = new XMLHttpRequest();
    const address = form.action.split('#')[0];
    request = sending;
    const plainly = function () {
      rest(form, '');
      form.submit();
    };
    sending.open('POST', address);
    sending.setRequestHeader('X-Portal-Upload', '1');
    sending.upload.addEventListener('progress', function (event) {
      if (request === sending && event.lengthComputable) {
        show(form, Math.floor(event.loaded / event.total * 100));
      }
    });
    sending.addEventListener('load', function () {
      if (request !== sending) {
        return;
      }
      const type = sending.getResponseHeader('Content-Type') || '';
      if (sending.responseURL !== address) {
        // Asked to sign in again, or the like.
        location.assign(sending.responseURL);
      } else if (sending.status === 200 && type.startsWith('text/plain') && sending.responseText.startsWith('/send/')) {
        if (sending.responseText.endsWith('/own-words')) {
          ask(sending.responseText);
        } else {
          location.assign(sending.responseText);
        }
      } else if (type.startsWith('text/html') && replace(sending.responseText)) {
        request = null;
      } else {
        plainly();
      }
    });
    sending.addEventListener('error', plainly);
    sending.send(new FormData(form));
    show(form, 0);
    const part = parts(form);
    part.box.hidden = false;
    part.button.hidden = true;
    part.told.classList.add('quiet');
    part.box.querySelector('[data-upload-cancel]').focus();
  }

  document.addEventListener('submit', function (event) {
    const form = event.target;
    if (!form.hasAttribute('data-upload') || event.defaultPrevented) {
      return;
    }
    if (request) {
      event.preventDefault();
      return;
    }
    try {
      send(form);
      event.preventDefault();
    } catch {
      if (request) {
        rest(form, '');
      }
    }
  });

  document.addEventListener('click', function (event) {
    const form = event.target.closest('[data-upload-cancel]') && event.target.closest('form');
    if (form && request) {
      const sending = request;
      const arrived = parts(form).bar.position < 0;
      rest(form, arrived ? 'Cancelled. The files had arrived; what is kept of them is deleted within 24 hours.' : 'Cancelled. Nothing was checked or kept.');
      sending.abort();
      parts(form).button.focus();
    }
  });

  // A page that comes back from the browser's memory shows its form again.
  window.addEventListener('pageshow', function (event) {
    const form = document.querySelector('form[data-upload]');
    if (event.persisted && form) {
      rest(form, '');
    }
  });
})();
