// Print the days as moment.js, date-fns and Node's Intl (ICU) write them in each of their languages:
// lines of JSON, [source, locale, day, text]. node write_days.mjs DAY ...
import { createRequire } from "node:module";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "x.js"));
const days = process.argv.slice(2);
const say = (...row) => console.log(JSON.stringify(row));

const moment = require("moment");
for (const file of readdirSync("node_modules/moment/locale")) {
  const locale = file.replace(".js", "");
  require(`moment/locale/${locale}`);
  for (const day of days)
    for (const format of ["LLLL", "LL", "ll", "D MMMM YYYY"])
      say("moment.js", locale, day, moment(`${day}T12:00:00`).locale(locale).format(format));
}

const { format } = require("date-fns");
for (const locale of Object.values(require("date-fns/locale")))
  for (const day of days)
    for (const pattern of ["PPPP", "PPP", "PP"])
      say("date-fns", locale.code, day, format(new Date(`${day}T12:00:00`), pattern, { locale }));

const letters = [..."abcdefghijklmnopqrstuvwxyz"];
const codes = letters.flatMap((one) => letters.flatMap((two) => [one + two, ...letters.map((three) => one + two + three)]));
for (const locale of Intl.DateTimeFormat.supportedLocalesOf(codes))
  for (const day of days)
    for (const dateStyle of ["full", "long", "medium"])
      say("Intl", locale, day, new Intl.DateTimeFormat(locale, { dateStyle, timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`)));
