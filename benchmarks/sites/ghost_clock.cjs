// The clock of a Ghost that lives: node --require ghost_clock.cjs. It begins at LIFE_BEGINS and then stands at
// what the last request with an X-Life-Now said. benchmarks/sites/ghost_life.py asks so.
const http = require('http');
const Real = Date;
let ahead = Real.parse(process.env.LIFE_BEGINS) - Real.now();
const now = () => Real.now() + ahead;
globalThis.Date = new Proxy(Real, {
  apply: () => new Real(now()).toString(),
  construct: (real, values, made) => Reflect.construct(real, values.length ? values : [now()], made),
  get: (real, name) => (name === 'now' ? now : Reflect.get(real, name)),
});
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, ...rest) {
  const told = event === 'request' && request.headers['x-life-now'];
  if (told) ahead = Real.parse(told) - Real.now();
  return emit.call(this, event, request, ...rest);
};
