// Every behaviour of the public pages. In production they are put into this one file.
import "./leave.js";
import "./suggest.js";
import "./listing.js";
import "./find.js";
import "./print.js";
