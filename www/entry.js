// Where the page's script begins: in a window it is the page, in a worker that the page starts from this same text the checker alone.

import { serve } from "./engine.js";

if (typeof document === "undefined") serve(self);
else require("./page.js");
