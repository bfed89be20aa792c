// Warns before a session ends because nobody did anything, and takes the page off the screen when it has ended.
// Without this script the session ends all the same, and the next click leads to the sign-in page.
'use strict';

(function () {
  const box = document.querySelector('[data-session-minutes]');
  if (!box) {
    return;
  }

  const minute = 60 * 1000;
  const whole = Number(box.dataset.sessionMinutes) * minute;
  const warning = 5 * minute;
  const words = box.querySelector('[data-session-words]');
  const stay = box.querySelector('button');
  const shared = 'portal-last-seen';

  // All windows of the browser share a session: what is done in one counts for the others.
  function note() {
    const now = Date.now();
    try {
      localStorage.setItem(shared, String(now));
    } catch {
      // A browser that keeps nothing has one window's time.
    }
    seen = now;
  }

  function lastSeen() {
    try {
      return Math.max(seen, Number(localStorage.getItem(shared)) || 0);
    } catch {
      return seen;
    }
  }

  // Asks for the page again, which leads to the sign-in page. A reload would send a form again.
  function leave() {
    location.replace(location.pathname + location.search);
  }

  function look() {
    const left = whole - (Date.now() - lastSeen());
    if (left <= 0) {
      clearInterval(timer);
      leave();
      return;
    }
    const show = left <= warning;
    if (show) {
      const minutes = Math.max(1, Math.ceil(left / minute));
      const text = 'You will be signed out in ' + (minutes === 1 ? 'a minute' : minutes + ' minutes') + ', because nothing has happened here.';
      if (words.textContent !== text) {
        words.textContent = text;
      }
    }
    box.hidden = !show;
  }

  stay.addEventListener('click', function () {
    fetch('/api/v1/me', { credentials: 'same-origin' }).then(function (answer) {
      if (answer.ok) {
        note();
        look();
      } else {
        leave();
      }
    });
  });

  // A link may lead to a file, which leaves this page where it is.
  document.addEventListener('click', function (event) {
    if (event.target.closest('a[href]')) {
      note();
    }
  });

  let seen = Date.now();
  note();
  const timer = setInterval(look, 10 * 1000);
  document.addEventListener('visibilitychange', look);
})();
