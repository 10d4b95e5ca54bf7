import "./format-tests.js";
import "./stream-tests.js";
import "./picture-tests.js";
import "./labels-tests.js";
import "./projection-tests.js";
import "./track-list-tests.js";
import "./basemap-tests.js";
import { runAll } from "./harness.js";

runAll();
