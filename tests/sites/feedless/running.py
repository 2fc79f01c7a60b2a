"""Scripts of sites that really run in a browser: a library as old sites load it, and built bundles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

LIBRARY = Path(__file__).with_name("library.js").read_text(encoding="utf-8")
RUNTIME = (
    "!function(){var m={},c={};function n(i){if(c[i])return c[i].exports;var e=c[i]={exports:{}};"
    "m[i].call(e.exports,e,e.exports,n);return e.exports}n.r=function(e){Object.defineProperty(e,"
    '"__esModule",{value:!0})};n.n=function(e){return function(){return e}};n.p="/";'
    'var a=self["webpackChunkweb"]=self["webpackChunkweb"]||[];function p(e){for(var i in e[1])m[i]=e[1][i];'
    "(e[2]||[]).forEach(n)}a.forEach(p);a.push=p}();\n"
)
AXIOS = (
    "t.create=function(o){return{post:async function(u,b){const a=await fetch(o.baseURL+u,{method:'POST',"
    "headers:{'Content-Type':'application/json'},body:JSON.stringify(b)});return{data:await a.json()}}}}"
)
JSONP = (
    "t.jsonp=function(u,o){return new Promise(function(y){var s=document.createElement('script');"
    "window[o.jsonpCallback]=function(x){y(x);s.remove()};s.src=u+'?callback='+o.jsonpCallback;"
    "document.head.appendChild(s)})}"
)
NEAR = (
    "function near(f){var b=0;function c(){if(!b&&innerHeight+scrollY>document.documentElement.scrollHeight-"
    "240){b=1;Promise.resolve(f()).then(function(k){if(k!==!1)b=0,c()})}}addEventListener('scroll',c);c()}"
)
TALL = "<style>li,.card,article{min-height:150px}aside li,section li,nav li,footer li{min-height:0}</style>"


def running(built: str, modules: Mapping[int, str] | None = None, *, entry: int = 7342) -> str:
    """Return a bundle with the runtime in front of it, which has its entry run, and further modules."""
    more = "".join(f"{number}:function(e,t,n){{{code}}}," for number, code in (modules or {}).items())
    built = built.replace("push([[179],{", "push([[179],{" + more, 1)
    return RUNTIME + built.replace("}]);\n//#", f"}},[{entry}]]);\n//#", 1)
