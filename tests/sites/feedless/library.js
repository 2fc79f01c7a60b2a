/*! jQuery-compatible core, small build | (c) its authors */
(function (w) {
  'use strict';
  var d = w.document;
  function Q(list) { for (var i = 0; i < list.length; i++) this[i] = list[i]; this.length = list.length; }
  function $(a, c) {
    if (typeof a === 'function') {
      if (d.readyState === 'loading') d.addEventListener('DOMContentLoaded', function () { a($); }); else a($);
      return new Q([d]);
    }
    if (a instanceof Q) return a;
    if (typeof a !== 'string') return new Q(a ? [a] : []);
    if (/^\s*</.test(a)) { var t = d.createElement('template'); t.innerHTML = a; return new Q(t.content.childNodes); }
    return c ? $(c).find(a) : new Q(d.querySelectorAll(a));
  }
  var p = $.fn = Q.prototype;
  function put(how) {
    return function (x) {
      return this.each(function () {
        if (typeof x === 'string') this.insertAdjacentHTML(how, x);
        else for (var i = 0; i < x.length; i++) this.insertAdjacentElement(how, x[i]);
      });
    };
  }
  p.each = function (f) { for (var i = 0; i < this.length; i++) f.call(this[i], i, this[i]); return this; };
  p.find = function (s) { var o = []; this.each(function () { o.push.apply(o, this.querySelectorAll(s)); }); return new Q(o); };
  p.eq = function (i) { return new Q(this[i] ? [this[i]] : []); };
  p.append = put('beforeend'); p.after = put('afterend'); p.before = put('beforebegin');
  p.html = function (h) { return h === undefined ? this[0].innerHTML : this.each(function () { this.innerHTML = h; }); };
  p.text = function (h) {
    if (h !== undefined) return this.each(function () { this.textContent = h; });
    var o = ''; this.each(function () { o += this.textContent; }); return o;
  };
  p.attr = function (n, v) {
    return v === undefined ? this[0] && this[0].getAttribute(n) : this.each(function () { this.setAttribute(n, v); });
  };
  p.data = function (n, v) { return this.attr('data-' + n, v); };
  p.val = function (v) { return v === undefined ? this[0].value : this.each(function () { this.value = v; }); };
  p.prev = function () { return $(this[0] && this[0].previousElementSibling); };
  p.parent = function () { return $(this[0] && this[0].parentElement); };
  p.remove = function () { return this.each(function () { this.remove(); }); };
  p.hide = function () { return this.each(function () { this.style.display = 'none'; }); };
  p.show = function () { return this.each(function () { this.style.display = ''; }); };
  p.addClass = function (c) { return this.each(function () { this.classList.add(c); }); };
  p.removeClass = function (c) { return this.each(function () { this.classList.remove(c); }); };
  p.on = function (e, s, f) {
    return this.each(function () {
      this.addEventListener(e, function (v) {
        var at = f ? v.target.closest && v.target.closest(s) : this;
        if (at && (f || s).call(at, v) === false) v.preventDefault();
      });
    });
  };
  ['click', 'change', 'scroll', 'submit'].forEach(function (e) { p[e] = function (f) { return this.on(e, f); }; });
  $.each = function (o, f) { Object.keys(o).forEach(function (k) { f.call(o[k], k, o[k]); }); return o; };
  $.param = function (o) {
    return typeof o === 'string' ? o : Object.keys(o || {}).map(function (k) {
      return encodeURIComponent(k) + '=' + encodeURIComponent(o[k]);
    }).join('&');
  };
  var turn = 0;
  $.ajax = function (o) {
    var good = [o.success], bad = [o.error], post = /post/i.test(o.type || o.method || '');
    var given = $.param(o.data), back = { done: function (f) { good.push(f); return back; },
      fail: function (f) { bad.push(f); return back; } };
    function all(l, x) { l.forEach(function (f) { if (f) f(x); }); }
    var url = o.url + (!post && given ? (/\?/.test(o.url) ? '&' : '?') + given : '');
    if (o.dataType === 'jsonp') {
      var n = o.jsonpCallback || 'jQuery3710' + (++turn), s = d.createElement('script');
      w[n] = function (x) { all(good, x); s.remove(); };
      s.src = url + (/\?/.test(url) ? '&' : '?') + (o.jsonp || 'callback') + '=' + n;
      s.onerror = function () { all(bad, s); };
      d.head.appendChild(s);
      return back;
    }
    var x = new XMLHttpRequest();
    x.open(post ? 'POST' : 'GET', url);
    $.each(o.headers || {}, function (k, v) { x.setRequestHeader(k, v); });
    x.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
    if (post) x.setRequestHeader('Content-Type', o.contentType || 'application/x-www-form-urlencoded; charset=UTF-8');
    x.onload = function () {
      if (x.status >= 400) return all(bad, x);
      var kind = o.dataType || (/json/.test(x.getResponseHeader('Content-Type') || '') ? 'json' : 'text');
      all(good, kind === 'xml' ? x.responseXML : kind === 'json' ? JSON.parse(x.responseText) : x.responseText);
    };
    x.onerror = function () { all(bad, x); };
    x.send(post ? given : null);
    return back;
  };
  $.get = function (u, a, f, t) { return $.ajax({ url: u, data: f ? a : null, success: f || a, dataType: t }); };
  $.post = function (u, a, f, t) { return $.ajax({ url: u, type: 'POST', data: a, success: f, dataType: t }); };
  $.getJSON = function (u, a, f) { return $.ajax({ url: u, dataType: 'json', data: f ? a : null, success: f || a }); };
  w.jQuery = w.$ = $;
})(window);
