// Small comforts of every page; without this script nothing is out of reach.
'use strict';

(function () {
  // The menu of the service lies over the page, so Escape and a click beside it close it.
  const menu = document.querySelector('.own details');
  if (menu) {
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && menu.open) {
        menu.open = false;
        menu.querySelector('summary').focus();
      }
    });
    document.addEventListener('click', function (event) {
      if (menu.open && !menu.contains(event.target)) {
        menu.open = false;
      }
    });
  }

  // Paper cannot be unfolded. Where the style sheet can show what is folded, this has nothing to do.
  if (!CSS.supports('selector(::details-content)')) {
    let unfolded = [];
    window.addEventListener('beforeprint', function () {
      unfolded = Array.from(document.querySelectorAll('main details:not([open])'));
      unfolded.forEach(function (part) {
        part.open = true;
      });
    });
    window.addEventListener('afterprint', function () {
      unfolded.forEach(function (part) {
        part.open = false;
      });
    });
  }
})();
