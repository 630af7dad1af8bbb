// What a list does, whole: it takes the place of site.js there.
import "./leave.js";
import "./search.js";
import "./back.js";
import "./listing.js";
import "./find.js";
