// The checker alone, for a worker. It is sent the compiled module, which is why it does not have it.

import { serve } from "../engine.js";

serve(self);
