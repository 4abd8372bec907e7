// The module's text in the npm package: a script of its own, loaded when the module is wanted and not before. So whoever serves the module as a
// file does not load it twice, and nothing is fetched that a policy for scripts would not allow.

export const text = () => import("./module.js").then((module) => module.default);
