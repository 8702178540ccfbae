/**
 * Script of the page: search and filter. Without scripts the page shows everything. It also opens the target of a link,
 * as browsers do by themselves, and opens all details before the page is printed.
 */
export const SCRIPT = `
(function () {
  var form = document.getElementById('filter');
  var words = document.getElementById('filter-words');
  var status = document.getElementById('filter-status');
  var result = document.getElementById('filter-told');
  var practices = Array.prototype.slice.call(document.querySelectorAll('[data-practice]'));
  var rows = Array.prototype.slice.call(document.querySelectorAll('[data-finding]'));
  var texts = new Map(practices.concat(rows).map(function (one) { return [one, one.textContent.toLowerCase()]; }));
  function matches(one) {
    var wanted = words.value.toLowerCase().split(/\\s+/).filter(Boolean);
    var text = texts.get(one);
    var hasStatus = status.value === '' || one.dataset.status === status.value;
    return hasStatus && wanted.every(function (word) { return text.indexOf(word) !== -1; });
  }
  function hideEmpty(selector) {
    document.querySelectorAll(selector).forEach(function (group) {
      group.hidden = !group.querySelector('[data-practice]:not([hidden])');
    });
  }
  function filter() {
    var active = words.value.trim() !== '' || status.value !== '';
    practices.concat(rows).forEach(function (one) { one.hidden = active && !matches(one); });
    document.querySelectorAll('.quiet').forEach(function (one) {
      one.hidden = active && !one.querySelector('[data-practice]:not([hidden])');
    });
    document.querySelectorAll('.question, .pillar').forEach(function (one) { one.hidden = false; });
    if (active) { hideEmpty('.question'); hideEmpty('.pillar'); }
    var left = practices.filter(function (one) { return !one.hidden; }).length;
    result.textContent = active ? left + ' of ' + practices.length + ' best practices match' : '';
  }
  function openTarget() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var one = target; one; one = one.parentElement) {
      if (one.hidden) { words.value = ''; status.value = ''; filter(); }
      if (one.tagName === 'DETAILS') one.open = true;
    }
    if (target) target.scrollIntoView();
  }
  form.hidden = false;
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  form.addEventListener('input', filter);
  window.addEventListener('hashchange', openTarget);
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('details').forEach(function (one) { one.open = true; });
  });
  filter();
  if (location.hash) openTarget();
}());
`;
