// Sets the colour scheme before the first paint; the console's own code takes over afterwards.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('pillion-color-scheme');
  } catch (error) {
    // Storage may be forbidden; the system's scheme is used then.
  }
  var dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
