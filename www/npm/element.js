// `gouji/element`: the element, defined as soon as this is imported.

import { GoujiChecker } from "../element.js";

export { GoujiChecker };

GoujiChecker.define();
