// What every public page does. In production the parts are put into this one file.
import "./leave.js";
import "./search.js";
import "./back.js";
import "./print.js";
